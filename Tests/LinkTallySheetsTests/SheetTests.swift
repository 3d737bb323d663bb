import TestSupport
import Testing

@testable import LinkTallySheets

@Suite struct SheetTests {
    private func sheet(_ text: String) throws(SheetError) -> Sheet { try Sheet(Array(text.utf8)) }

    private func rows(_ text: String) throws(SheetError) -> [[String]] {
        let sheet = try sheet(text)
        return ([sheet.header] + sheet.rows).map { $0.map { String(decoding: $0, as: UTF8.self) } }
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}a;b\n1;2,3", [["a", "b"], ["1", "2,3"]]),
        ("a\tb\n1\t\n", [["a", "b"], ["1", ""]]),
        ("a,b\n1\n\n,\n3,4,,\n", [["a", "b"], ["1", ""], ["", ""], ["", ""], ["3", "4"]]),
        ("a,b\n 1 ,\"x, \"\"y\"\"\n z\"\n", [["a", "b"], [" 1 ", "x, \"y\"\n z"]]),
        ("\"a;x\",b\n1,2;3", [["a;x", "b"], ["1", "2;3"]]),
        ("a", [["a"]]), ("a\n", [["a"]]),
        // Characters that join with the syntax before them.
        ("a,b\n1,\u{301}\n\"\u{301}x\",2\n", [["a", "b"], ["1", "\u{301}"], ["\u{301}x", "2"]]),
        ("a,b\n\u{A0}1,\u{3000}\n", [["a", "b"], ["\u{A0}1", "\u{3000}"]]),
    ])
    func sheets(_ text: String, _ expected: [[String]]) throws { #expect(try rows(text) == expected) }

    @Test(arguments: [
        ("", SheetError.empty), ("\n", .empty), ("\u{FEFF}", .empty), ("a,b\n\"1,2\n3,4\n", .quote), ("\"a", .quote),
        ("a,b\n\"1\"x,2\n", .quote), ("a,b\n1,2\n1,2,3\n", .wideRow(3)),
    ])
    func faults(_ text: String, _ expected: SheetError) { #expect(throws: expected) { try sheet(text) } }

    @Test func columns() throws {
        let sheet = try sheet("x, Base ,utm_source\n")
        #expect(sheet.columns(named: ["base"]) == [1] && sheet.columns(named: ["source", "utm_source"]) == [2])
        #expect(sheet.columns(named: ["medium"]).isEmpty && sheet.delimiter == UInt8(ascii: ","))
    }

    /// Every byte comes through, in quotes or not.
    @Test func randomBytes() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for _ in 0..<3_000 {
            let cells = (0..<3).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).map { _ -> UInt8 in
                    let some: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x20, 0xCC, 0x81, 0x85, 0xA0]
                    return Bool.random(using: &random)
                        ? some.randomElement(using: &random)! : UInt8.random(in: 0...255, using: &random)
                }
            }
            let quoted = cells.map { cell in
                Array("\"".utf8) + cell.flatMap { $0 == 0x22 ? [$0, $0] : [$0] } + Array("\"".utf8)
            }
            let bytes = Array("a,b,c\n".utf8) + quoted.joined(separator: Array(",".utf8)) + Array("\n".utf8)
            #expect(try Sheet(bytes).rows == [cells], "seed \(seed)")
            let plain = cells.map { $0.filter { !"\",\n\r".utf8.contains($0) } }
            let line = Array("a,b,c\n".utf8) + plain.joined(separator: Array(",".utf8))
            #expect(try Sheet(line + [0x0A]).rows == [plain], "seed \(seed)")
        }
    }
}
