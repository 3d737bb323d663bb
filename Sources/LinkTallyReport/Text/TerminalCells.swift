/// Bytes from strangers as a terminal may see them, scalar by scalar with the columns that each takes.
struct TerminalCells {
    /// What is shown, and its columns.
    private(set) var cells: [(text: String, columns: Int)] = []

    /// The cells of `bytes`: dangerous scalars as `\xHH` or `\u{H...}`, bytes that are no UTF-8 as `\xHH`. O(n).
    init(_ bytes: ArraySlice<UInt8>) {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var index = bytes.startIndex
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                if TerminalText.isDangerous(scalar) {
                    add(TerminalText.escaped(String(scalar)))
                } else {
                    cells.append((String(scalar), TerminalText.columns(scalar)))
                }
                index += encoded.count
            case .error(let length):
                for byte in bytes[index..<index + length] {
                    add("\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true))
                }
                index += length
            case .emptyInput: return
            }
        }
    }

    /// The text whole.
    var text: String { cells.reduce(into: "") { $0 += $1.text } }

    private mutating func add(_ escape: String) { cells.append((escape, escape.utf8.count)) }
}
