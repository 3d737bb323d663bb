import LinkTallyCore
import LinkTallyPayments
import Testing

@testable import LinkTallyIngest

@Suite struct TextBufferTests {
    /// The texts of an input, each with its line; `nil` for one that is too long.
    private func texts(_ input: String, capacity: Int, limit: Int = 40) throws -> (isDocument: Bool, [(Int, String?)]) {
        let source = try DecodedInput(MemorySource(Array(input.utf8), blockSize: 3), decoder: .zlib)
        var buffer = TextBuffer(capacity: capacity, textLimit: limit)
        var texts: [(Int, String?)] = []
        while true {
            switch try buffer.next(from: source) {
            case .end: return (buffer.isDocument, texts)
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
            let (isDocument, texts) = try texts(input, capacity: capacity)
            #expect(!isDocument && texts.map(\.0) == expected.map(\.0), "\(input)")
            #expect(texts.map(\.1) == expected.map(\.1), "\(input)")
        }
    }

    /// What is read first tells.
    @Test(arguments: [7, 16, 40])
    func documentsAreWhole(_ capacity: Int) throws {
        for input in ["[", "[{}\n,{}]\n", "{\n\"a\":1\n}", " {\r\n}", "\n\n [1]", "{ \t\n"] {
            let (isDocument, texts) = try texts(input, capacity: capacity)
            #expect(isDocument && texts.map(\.1) == [input] && texts.map(\.0) == [1], "\(input)")
        }
        let (isDocument, texts) = try texts("\u{FEFF}[\n]", capacity: capacity)
        #expect(isDocument && texts.map(\.1) == ["[\n]"])
    }

    /// What is too long is passed over; lines behind it keep their numbers.
    @Test(arguments: [3, 4, 7, 16, 40])
    func whatIsTooLong(_ capacity: Int) throws {
        let long = String(repeating: "x", count: 42)
        for input in [long, long + "\n"] { #expect(try texts(input, capacity: capacity).1.map(\.1) == [nil]) }
        let (_, lines) = try texts("1\n\(long)\n\(long)\(long)\n4\n", capacity: capacity)
        #expect(lines.map(\.0) == [1, 2, 3, 4] && lines.map(\.1) == ["1", nil, nil, "4"])
        let (isDocument, document) = try texts("[\n\(long)]\n", capacity: capacity)
        #expect(isDocument && document.map(\.1) == [nil])
    }
}

extension JSONText {
    fileprivate var string: String { String(decoding: range.map { byte(at: $0) }, as: UTF8.self) }
}
