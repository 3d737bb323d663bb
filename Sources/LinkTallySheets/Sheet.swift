import SwiftCSV

/// A sheet with a header, as spreadsheets write CSV: cells are bytes, separated by commas, semicolons or TABs.
package struct Sheet {
    /// The names of the columns.
    package let header: [[UInt8]]
    /// The rows behind the header, each with as many cells as it has.
    package let rows: [[[UInt8]]]
    /// What stands between cells: the first of comma, semicolon and TAB in the header's line, outside quotes.
    package let delimiter: UInt8

    /// Reads `bytes`; a byte order mark is left out. O(bytes).
    ///
    /// Cells keep every byte, spaces at their ends included (RFC 4180).
    package init(_ bytes: [UInt8]) throws(SheetError) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        let line = text.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard !line.isEmpty else { throw .empty }
        let guessed = CSVDelimiter.guessed(string: String(decoding: line, as: UTF8.self))
        let delimiter = guessed.rawValue.asciiValue ?? UInt8(ascii: ",")
        // The end is marked, since a quote that is never closed is no error of the parser's.
        let endsLine = text.last == UInt8(ascii: "\n") || text.last == UInt8(ascii: "\r")
        let marked = CellBytes.text(text, delimiter: delimiter) + (endsLine ? "" : "\n") + CellBytes.endMark
        guard let csv = try? EnumeratedCSV(string: marked, delimiter: guessed, loadColumns: false),
            csv.rows.last?.first == CellBytes.endMark
        else { throw .quote }
        header = csv.header.map(CellBytes.bytes)
        let width = header.count
        var rows: [[[UInt8]]] = []
        for (index, cells) in csv.rows.dropLast().enumerated() {
            guard cells.dropFirst(width).allSatisfy(\.isEmpty) else { throw .wideRow(index + 2) }
            let row = cells.prefix(width).map(CellBytes.bytes)
            rows.append(row + [[UInt8]](repeating: [], count: width - row.count))
        }
        self.rows = rows
        self.delimiter = delimiter
    }

    /// Indices of the columns with one of these names, upper and lower case and spaces at the ends aside.
    package func columns(named names: [String]) -> [Int] {
        let names = names.map { Self.folded(Array($0.utf8)) }
        return header.indices.filter { names.contains(Self.folded(header[$0])) }
    }

    private static func folded(_ name: [UInt8]) -> [UInt8] {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let trimmed = name.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        return trimmed.map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
    }
}
