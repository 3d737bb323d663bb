import Foundation
import TestSupport
import Testing

@testable import LinkTallyCore

@Suite struct JSONTests {
    private static let tree = JSONKeyTree(
        [["a"], ["b", "c"], ["b", "d"], ["b"]].map { $0.map { JSONStep.key(Array($0.utf8)) } })!

    /// The wanted values as text, or nil where the line is malformed.
    private func values(_ text: String) -> [String]? { values(Array(text.utf8)) }

    private func values(_ text: [UInt8], _ tree: JSONKeyTree = tree) -> [String]? {
        withExactSpan(text) { span -> [String]? in
            var fields = JSONFields(tree)
            guard fields.read(span, 0..<span.byteCount) else { return nil }
            return (0..<4).map { field in
                let value = fields[1 << JSONFieldSet(field)]
                let bytes = value.range.map { span.byte(at: $0) }
                return value.kind == .absent ? "-" : "\(value.kind) \(String(decoding: bytes, as: UTF8.self))"
            }
        }
    }

    @Test func paths() {
        #expect(values(#"{"a":"x","b":{"c":1,"d":[2]}}"#) == ["string x", "number 1", "other ", "other "])
        #expect(
            values(#" { "b" : { "d" : "\n" } , "a" : -0.5e+7 } "#) == [
                "number -0.5e+7", "-", #"escapedString \n"#, "other ",
            ])
        #expect(values(#"{"c":1,"x":{"a":2,"b":{"c":3}},"b":[{"c":4}]}"#) == ["-", "-", "-", "other "])
        #expect(values("{}") == ["-", "-", "-", "-"])
    }

    /// Of equal keys the last one counts, with all that is in it.
    @Test func repeatedKeys() {
        #expect(values(#"{"a":1,"a":"2"}"#)?[0] == "string 2")
        #expect(values(#"{"b":{"c":1},"b":{"d":2}}"#) == ["-", "-", "number 2", "other "])
        #expect(values(#"{"b":{"c":1},"b":null}"#) == ["-", "-", "-", "other null"])
        #expect(values(#"{"a":1,"\u0061":2}"#)?[0] == "number 2")
    }

    @Test func elements() {
        let a = JSONStep.key(Array("a".utf8))
        let b = JSONStep.key(Array("b".utf8))
        let tree = JSONKeyTree([
            [a, .element(2)], [a, .element(0), b], [a, .element(2), b], [a, .element(1), .element(1)],
        ])!
        func found(_ text: String) -> [String]? { values(Array(text.utf8), tree) }
        #expect(found(#"{"a":[{"b":1},[2,3,4],5,6]}"#) == ["number 5", "number 1", "-", "number 3"])
        #expect(found(#"{"a":[{"b":1,"b":"x"},0,{"c":[7,8],"b":9}]}"#) == ["other ", "string x", "number 9", "-"])
        // Elements are those of the last array under the key, and of no object.
        #expect(found(#"{"a":[{"b":1},2,3],"a":[]}"#) == ["-", "-", "-", "-"])
        #expect(found(#"{"a":{"0":{"b":1},"2":3,"b":4}}"#) == ["-", "-", "-", "-"])
        #expect(found(#"{"x":[1,2,3],"b":[[1]],"a":[[{"b":1}],[],[{"b":2}]]}"#) == ["other ", "-", "-", "-"])
        #expect(found(#"{"a":[1,[2,3,],4]}"#) == nil)
        // Wanted elements take room, and there is not room for all.
        let far = JSONStep.element(JSONKeyTree.elementLimit - 1)
        let paths = (0..<JSONKeyTree.fieldLimit).map { [JSONStep.key([UInt8($0)]), far] }
        #expect(JSONKeyTree(Array(paths.dropLast(2))) != nil && JSONKeyTree(paths) == nil)
    }

    /// The grammar, judged by Foundation: random texts of JSON pieces.
    @Test func grammar() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"\\u12aB\"", "\"\\x\"", "\"", "1", "0", "-", ".5", "e1",
            "E-2",
            "true", "false", "null", "nul", " ", "{\"a\":", "\"k\":1", "[1,2]", "01", "\"\\\\\"", "\\",
        ]
        var accepted = 0
        for _ in 0..<60_000 {
            let count = Int.random(in: 0...6, using: &random)
            let inner = (0..<count).map { _ in pieces.randomElement(using: &random)! }.joined()
            let text = Bool.random(using: &random) ? "{\"a\":\(inner)}" : inner
            // Foundation lets a comma before a closing bracket pass, and refuses numbers beyond a Double's range,
            // which RFC 8259 allows (`letPass` below).
            guard !text.replacing(" ", with: "").contains(/,[}\]]|[eE][-+]?[0-9]{3}/) else { continue }
            // What an array with an object a line has around it is let pass, too.
            let plain = text.trimmingPrefix(/[ ]*\[(?=[ ]*\{)/).replacing(/\}[ ]*[,\]][ ]*$/, with: "}")
            let isObject = [text, String(plain)].contains {
                (try? JSONSerialization.jsonObject(with: Data($0.utf8))) is [String: Any]
            }
            #expect((values(text) != nil) == isObject, "\(text), seed \(seed)")
            accepted += isObject ? 1 : 0
        }
        #expect(accepted > 1_000)
    }

    /// What Foundation and rule R11 judge otherwise.
    @Test func letPass() {
        #expect(
            values([0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xFF, 0x00, 0x01, 0x22, 0x7D])?[0]
                == "string \u{FFFD}\u{0}\u{1}")
        #expect(values(#"{"a":NaN}"#) == nil)
        #expect(values(#"{"a":Infinity}"#) == nil)
        #expect(values(#"{"a":1e999}"#)?[0] == "number 1e999")
        #expect(values(#"{"a":1,}"#) == nil && values(#"{"a":[1,]}"#) == nil)
        #expect(values("[1]") == nil && values("1") == nil && values("") == nil)
    }

    @Test func depth() {
        func nested(_ depth: Int) -> String {
            "{\"x\":" + String(repeating: "[{\"b\":", count: depth / 2) + "1"
                + String(repeating: "}]", count: depth / 2)
                + ",\"a\":7}"
        }
        for depth in [2, 10, 62, 64, 66, 126, 128, 200, 978] {
            #expect(values(nested(depth))?[0] == "number 7", "\(depth)")
        }
        #expect(values(nested(980)) == nil)
        #expect(values(String(repeating: "{\"a\":", count: 1_000_000)) == nil)
        #expect(values(nested(200).replacing("}]}]", with: "}}]]")) == nil)
    }

    private func decoded(_ text: String) -> [UInt8] {
        withExactSpan(Array(text.utf8)) { span in
            var target = ScratchBuffer(capacity: 8)
            let string = LocatedJSON(kind: .escapedString, range: 0..<span.byteCount)
            let range = string.undoEscapes(in: span, into: &target)
            return range.map { target.bytes.byte(at: $0) }
        }
    }

    @Test func escapes() {
        #expect(decoded(#"a\"\\\/\b\f\n\r\t"#) == Array("a\"\\/\u{8}\u{C}\n\r\t".utf8))
        #expect(decoded(#"\u0026\u00e9\u20AC\uD83D\ude00"#) == Array("&é€😀".utf8))
        #expect(decoded(#"\ud83d"#) == Array("\u{FFFD}".utf8))
        #expect(decoded(#"\ud83dx\udc00\ud83d\u0041"#) == Array("\u{FFFD}x\u{FFFD}\u{FFFD}A".utf8))
    }

    private func hour(_ value: String) -> String {
        withExactSpan(Array("{\"a\":\(value)}".utf8)) { span in
            var fields = JSONFields(Self.tree)
            guard fields.read(span, 0..<span.byteCount) else { return "malformed" }
            var clock = JSONTime()
            var scratch = ScratchBuffer(capacity: 8)
            return clock.read(span, fields[1], unescaped: &scratch).hour.text
        }
    }

    @Test(arguments: [
        ("1646861401", "2022-03-09T21"), ("1646861401000", "2022-03-09T21"), ("1646861401000000", "2022-03-09T21"),
        ("1646861401000000000", "2022-03-09T21"), ("1646861401.5241024", "2022-03-09T21"),
        ("1646859599.9999999", "2022-03-09T21"), ("1646859599.999999", "2022-03-09T20"),
        ("1646859599.99999999", "2022-03-09T21"),
        ("1.646861401e9", "2022-03-09T21"), ("1.646861401e18", "2022-03-09T21"), ("-1", "1969-12-31T23"),
        ("-0.5", "1970-01-01T00"),
        ("0", "1970-01-01T00"), ("99999999999", "5138-11-16T09"), ("253402300799", "1978-01-11T21"),
        ("253402300799999999999", "9999-12-31T23"), ("253402300800000000000", "unknown"),
        ("-62135596800", "0001-01-01T00"), ("-62135596801", "unknown"), ("1e999", "unknown"), ("-1e999", "unknown"),
        ("true", "unknown"), ("null", "unknown"), (#""2022-03-09T21:30:01Z""#, "2022-03-09T21"),
        (#""2022-03-09T21:30:01\u002b0200""#, "2022-03-09T19"), (#""1646861401""#, "2022-03-09T21"),
        (#""1646861401.524""#, "2022-03-09T21"), (#""1646861401524""#, "2022-03-09T21"),
        (#""1646861401524.25""#, "2022-03-09T21"), (#""1646861401524123""#, "2022-03-09T21"),
        (#""1646861401524123456""#, "2022-03-09T21"), (#""1646859599.999999999""#, "2022-03-09T20"),
        // These may be dates, and the last three are no numbers.
        (#""20220309""#, "unknown"), (#""20220309213001""#, "unknown"), (#""202203092130""#, "unknown"),
        (#""0646861401""#, "unknown"), (#""-1646861401""#, "unknown"), (#""1646861401.""#, "unknown"),
        (#""1646861401.5e1""#, "unknown"), (#""1646861401 ""#, "unknown"), (#""16468614015241234567890""#, "unknown"),
        // Go's loggers: wall, wall_milli, wall_nano, iso8601.
        (#""2022/03/09 21:30:01""#, "2022-03-09T21"), (#""2022/03/09 21:30:01.250""#, "2022-03-09T21"),
        (#""2022/03/09 21:30:01.250123456""#, "2022-03-09T21"), (#""2022\/03\/09 21:30:01""#, "2022-03-09T21"),
        (#""2022-03-09T21:30:01.250+0200""#, "2022-03-09T19"), (#""2022/03-09 21:30:01""#, "unknown"),
        // The common log format, and what HAProxy makes of it.
        (#""09/Mar/2022:21:30:01 +0530""#, "2022-03-09T16"), (#""[09/Mar/2022:21:30:01 +0530]""#, "2022-03-09T16"),
        (#""09\/Mar\/2022:21:30:01 +0530""#, "2022-03-09T16"), (#""09/Mar/2022:21:30:01.786""#, "2022-03-09T21"),
        (#""09/Mar/2022:21:30:01.786 -0200""#, "2022-03-09T23"), (#""09/Mar/2022:21:30:01""#, "2022-03-09T21"),
        (#""09/Mar/2022:21:30:01 +0530 ""#, "unknown"), (#""[09/Mar/2022:21:30:01 +0530""#, "unknown"),
        (#""09/Mar/2022 21:30:01""#, "unknown"), (#""09/Xyz/2022:21:30:01 +0000""#, "unknown"),
        (#""30/Feb/2022:21:30:01 +0000""#, "unknown"), (#""09/Mar/2022:21:30:01 +""#, "unknown"),
    ])
    func times(_ value: String, _ expected: String) { #expect(hour(value) == expected) }
}
