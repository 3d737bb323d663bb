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
        // SwiftCSV does not complain of a quote that is never closed. A mark behind the last line shows it: it must come back as a
        // row of its own.
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

/// Why bytes are no sheet.
package enum SheetError: Error, Equatable {
    /// There is no header.
    case empty
    /// A quote is never closed, or a closed one is followed by text.
    case quote
    /// A row, from 1 with the header, has text in more cells than the header has.
    case wideRow(Int)
}

/// Bytes as text for a parser that reads characters, and back.
///
/// A character of such a parser may be several scalars: a comma and an accent behind it are one, and not a comma. So each
/// byte that means nothing in CSV goes through the parser as a scalar that never joins with another and is no white space.
enum CellBytes {
    /// U+4E00 to U+4EFF: ideographs.
    private static let base: UInt32 = 0x4E00
    /// A scalar that no byte stands for.
    static let endMark = "\u{4F00}"

    /// The bytes as text: quotes, line ends and `delimiter` as they are. O(n).
    static func text(_ bytes: ArraySlice<UInt8>, delimiter: UInt8) -> String {
        var scalars = String.UnicodeScalarView()
        for byte in bytes {
            let isSyntax = byte == delimiter || "\"\r\n".utf8.contains(byte)
            let scalar = isSyntax ? Unicode.Scalar(byte) : Unicode.Scalar(base + UInt32(byte))
            scalars.append(scalar ?? "\u{FFFD}")
        }
        return String(scalars)
    }

    /// The bytes of a cell. O(n).
    static func bytes(_ cell: String) -> [UInt8] {
        cell.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }
}
