/// Reads CSV back as RFC 4180 says, with LF as line end: by itself, not by what the renderer knows.
enum CSVTable {
    /// The cells of each line; nil where a quote is never closed or a line does not end.
    static func rows(_ bytes: [UInt8]) -> [[[UInt8]]]? {
        var rows: [[[UInt8]]] = []
        var (row, cell): ([[UInt8]], [UInt8]) = ([], [])
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isQuoted, byte == UInt8(ascii: "\"") {
                if index < bytes.count, bytes[index] == byte {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if isQuoted {
                cell.append(byte)
            } else if byte == UInt8(ascii: "\""), cell.isEmpty {
                isQuoted = true
            } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
                row.append(cell)
                cell = []
                if byte == UInt8(ascii: "\n") {
                    rows.append(row)
                    row = []
                }
            } else {
                cell.append(byte)
            }
        }
        return isQuoted || !cell.isEmpty || !row.isEmpty ? nil : rows
    }
}
