import Testing

@testable import LinkTallyReport

@Suite struct TableTests {
    /// Texts stand in columns; where the line has no room for all, the longest give way, never a text that must stay whole.
    @Test func textColumns() {
        var table = TextTable(["hits", "day", "link", "source"], textCount: 3, wholeTexts: 1)
        table.add(["1", "2026-11-23", "/a", "x"])
        table.add(["1,000", "2026-11-24", "/b/c", "newsletter"])
        #expect(
            table.text == """
                   hits  day         link  source
                      1  2026-11-23  /a    x
                  1,000  2026-11-24  /b/c  newsletter

                """)
        table.add(["2", "2026-11-25", String(repeating: "/long", count: 30), "z"])
        let lines = table.text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 80 } && lines.map(\.count).max() == 80, "\(table.text)")
        #expect(lines[3].contains("2026-11-25  /long") && lines[3].hasSuffix("g  z"), "\(table.text)")
        #expect(lines[2].hasSuffix("  newsletter"), "\(table.text)")
    }

    /// However long all texts are, a line has 80 columns, and a part of each is seen.
    @Test func manyLongTexts() {
        var table = TextTable(["hits", "a", "b", "c", "d"], textCount: 4)
        table.add(["7"] + ["a", "b", "c", "d"].map { String(repeating: $0, count: 200) })
        let line = table.text.split(separator: "\n")[1]
        #expect(line.count <= 80 && line.count > 70, "\(line)")
        #expect(line.split(separator: "  ").count == 5, "\(line)")
    }

    /// A text that belongs to no column pushes none aside.
    @Test func rowsOfOneText() {
        var table = TextTable(["hits", "a", "b"], textCount: 2)
        table.add(["1", "x", "y"])
        table.add(["2", "a remark that is longer than the column"])
        #expect(table.text == "  hits  a  b\n     1  x  y\n     2  a remark that is longer than the column\n")
    }

    @Test func changesOfRates() {
        func cell(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) -> TableCell {
            .rateChange(TableCell.Rate(a, of: b), from: TableCell.Rate(c, of: d))
        }
        for (cell, percent, shown) in [
            (cell(3, 100, 2, 100), "50.0", "+50.0%"), (cell(1, 100, 2, 100), "-50.0", "-50.0%"),
            (cell(0, 100, 2, 100), "-100.0", "-100.0%"), (cell(2, 100, 2, 100), "0.0", "0.0%"),
            (cell(3, 100, 0, 100), nil, "new"), (cell(0, 100, 0, 100), nil, "-"), (cell(3, 0, 2, 100), nil, "-"),
            (cell(3, 100, 2, 0), nil, "-"), (cell(3, 100, 0, 0), nil, "-"),
        ] {
            #expect(cell.percent == percent && cell.shown == shown, "\(cell)")
        }
        // Where nothing was before, nothing is new.
        for cell in [TableCell.change(3, from: nil), .rateChange(TableCell.Rate(1, of: 2), from: nil)] {
            #expect(cell.percent == nil && cell.shown == "-")
        }
        #expect(TableCell.change(3, from: 0).shown == "new" && TableCell.change(0, from: 0).shown == "-")
    }

    /// Figures of a store that others wrote to can be as large as any; a report says something and goes on.
    @Test func hugeFigures() {
        for cell in [
            TableCell.rate(.max, of: 1), .change(.max, from: 1), .change(0, from: .max),
            .rateChange(TableCell.Rate(.max, of: 1), from: TableCell.Rate(1, of: .max)),
        ] {
            #expect(cell.percent != nil && !cell.shown.isEmpty)
        }
        #expect(TableCell.change(0, from: .max).percent == "-100.0")
    }
}
