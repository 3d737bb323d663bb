import Testing

@testable import LinkTallyCore

@Suite struct JSONDocumentTests {
    @Test(arguments: [
        (#"[{"a":1},{"a":2}]"#, JSONDocument.array), ("[\n  {\n    \"a\": 1\n  }\n]\n", .array), ("[ {} ]", .array),
        ("[\n{\"a\":\"b", .array), ("[{\"a\": 1", .array), ("\r\n [ { \"a\" : [", .array),
        (#"{"records":[{"a":1}]}"#, .records(key: "records")), ("{\n\"records\": [\n{", .records(key: "records")),
        (#"{"count":2,"next":"x\"y","ok":true,"Records":[{"a":1}]}"#, .records(key: "Records")),
        ("{\n  \"a\": 1,\n  \"b\": {}\n}\n", .pretty), ("{ \"a\": {\n\"b\":1}}", .pretty),
        ("{\"a\":1,\n\"b\":2}", .pretty),
        // One object a line, whatever stands in it.
        (#"{"a":1}"# + "\n" + #"{"a":2}"#, nil), (#"{"headers":[{"name":"x"}]}"#, nil), (#"{"records":[1,2]}"#, nil),
        (#"{"records":"[{"}"#, nil), (#"{"a":{"records":[{}]}}"#, nil), ("{}", nil),
        // No JSON.
        ("[2026-11-23 10:00:00] x", nil), ("[{x}]", nil), ("{x}\n", nil), ("{", nil), ("[", nil), ("", nil),
        ("\n\n", nil),
        ("[pid: 1] {\"a\":1}", nil), ("x {\n\"a\":1}", nil), ("{\"a\",\n", nil), ("{\"a", nil), ("[[{}]]", nil),
    ])
    func told(_ text: String, _ document: JSONDocument?) {
        withExactSpan(Array(text.utf8)) { #expect(JSONDocument($0) == document, "\(text)") }
    }
}
