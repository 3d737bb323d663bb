import LinkTallyCore
import LinkTallyPayments
import Testing

@testable import LinkTallyEvents
@testable import LinkTallyInput

@Suite struct TextBufferTests {
    /// The texts of an input, each with its line; `nil` for one that is too long.
    private func texts(_ input: String, capacity: Int, limit: Int = 40) throws -> [(Int, String?)] {
        let source = try DecodedInput(MemorySource(Array(input.utf8), blockSize: 3), decoder: .zlib)
        var buffer = TextBuffer(capacity: capacity, textLimit: limit)
        var texts: [(Int, String?)] = []
        while true {
            switch try buffer.next(from: source) {
            case .end: return texts
            case .tooLong: texts.append((buffer.line, nil))
            case .text: texts.append((buffer.line, buffer.text.string))
            }
        }
    }

    @Test(arguments: [3, 4, 7, 16, 40])
    func linesAreTexts(_ capacity: Int) throws {
        for (input, expected) in [
            ("", []), ("{\"a\":1}", [(1, "{\"a\":1}")]), ("{\"a\":1}\n", [(1, "{\"a\":1}")]),
            ("{\"a\":1}\r\n\n7", [(1, "{\"a\":1}\r"), (2, ""), (3, "7")]),
            ("\u{FEFF}{\"a\":1}\n{}", [(1, "{\"a\":1}"), (2, "{}")]), ("\u{FEFF}", []),
            ("\n\n x\n", [(1, ""), (2, ""), (3, " x")]),
            (
                "{}\n" + String(repeating: "y", count: 40) + "\nz",
                [(1, "{}"), (2, String(repeating: "y", count: 40)), (3, "z")]
            ),
        ] {
            let texts = try texts(input, capacity: capacity)
            #expect(texts.map(\.0) == expected.map(\.0), "\(input)")
            #expect(texts.map(\.1) == expected.map(\.1), "\(input)")
        }
    }

    /// A text goes on to the end of its document: a line that ends with a bracket, before one that no document goes on with.
    @Test(arguments: [3, 4, 7, 16, 40])
    func documentsAreWhole(_ capacity: Int) throws {
        for (input, expected) in [
            ("[", [(1, "[")]), ("[{}\n,{}]\n", [(1, "[{}\n,{}]")]), ("{\n\"a\":1\n}", [(1, "{\n\"a\":1\n}")]),
            (" {\r\n}", [(1, " {\r\n}")]), ("\n\n [1]", [(1, ""), (2, ""), (3, " [1]")]),
            ("{ \t\n", [(1, "{ \t\n")]), ("\u{FEFF}[\n]", [(1, "[\n]")]),
            ("{\n}\n{\n}\n", [(1, "{\n}"), (3, "{\n}")]), ("[\n{}\n]\n\n[]", [(1, "[\n{}\n]"), (4, ""), (5, "[]")]),
            ("{\"a\":[\n{}\n\n ],\n\"b\":1}\n{}", [(1, "{\"a\":[\n{}\n\n ],\n\"b\":1}"), (6, "{}")]),
            ("{}\nx\n{}", [(1, "{}"), (2, "x"), (3, "{}")]),
            // Two documents, as only a parser sees.
            ("{\"a\":\n{}\n{}", [(1, "{\"a\":\n{}"), (3, "{}")]),
        ] {
            let texts = try texts(input, capacity: capacity)
            #expect(texts.map(\.0) == expected.map(\.0), "\(input)")
            #expect(texts.map(\.1) == expected.map(\.1), "\(input)")
        }
    }

    /// What is too long is passed over; lines behind it keep their numbers.
    @Test(arguments: [3, 4, 7, 16, 40])
    func whatIsTooLong(_ capacity: Int) throws {
        let long = String(repeating: "x", count: 42)
        for input in [long, long + "\n"] { #expect(try texts(input, capacity: capacity).map(\.1) == [nil]) }
        let lines = try texts("1\n\(long)\n\(long)\(long)\n4\n", capacity: capacity)
        #expect(lines.map(\.0) == [1, 2, 3, 4] && lines.map(\.1) == ["1", nil, nil, "4"])
        // What follows a document that is too long begins where a document can begin.
        let document = try texts("[\n\(long),\n{}\n,\n{}]\n\n  {}\n{}", capacity: capacity)
        #expect(document.map(\.1) == [nil, "{}", "{}"] && document.map(\.0) == [1, 7, 8])
        // White space behind a document has no more room than the document.
        let blank = try texts("{}\n" + String(repeating: " \n", count: 30) + "{}", capacity: capacity)
        #expect(blank.count == 32 && blank.last?.0 == 32 && blank.last?.1 == "{}")
    }
}

extension PaddedJSON {
    fileprivate var string: String { String(decoding: range.map { byte(at: $0) }, as: UTF8.self) }
}
