import LinkTallyCore

/// Where the documents of a text begin and end, as far as brackets, quotes and lines tell: whether they are JSON is the parser's
/// business.
extension JSONText {
    /// The end of the array or object that begins at `start`: behind the bracket that closes it. Nil where none begins there, and
    /// where `limit` or a line feed in a string, which JSON does not have, comes first. O(what it passes).
    func endOfDocument(from start: Int, limit: Int) -> Int? {
        guard start < limit, Self.opens(bytes.byte(at: start)) else { return nil }
        var depth = 0
        var offset = start
        while offset < limit {
            let byte = bytes.byte(at: offset)
            offset += 1
            if Self.opens(byte) {
                depth += 1
            } else if Self.closes(byte) {
                depth -= 1
                if depth == 0 { return offset }
            } else if byte == UInt8(ascii: "\"") {
                guard let end = endOfString(from: offset, limit: limit) else { return nil }
                offset = end
            }
        }
        return nil
    }

    /// Behind the quote that ends the string whose first byte is at `start`.
    private func endOfString(from start: Int, limit: Int) -> Int? {
        var offset = start
        while offset < limit {
            switch bytes.byte(at: offset) {
            case UInt8(ascii: "\""): return offset + 1
            case UInt8(ascii: "\\") where offset + 1 < limit && bytes.byte(at: offset + 1) != 0x0A: offset += 2
            case 0x0A: return nil
            default: offset += 1
            }
        }
        return nil
    }

    /// The first place from `start` on that no byte `isPassed` holds for. O(what it passes).
    func first(from start: Int, passing isPassed: (UInt8) -> Bool) -> Int? {
        (start..<range.upperBound).first { !isPassed(bytes.byte(at: $0)) }
    }

    /// Where, behind `start`, a line begins with an array or object that is not indented: what stands there in a text with a
    /// fault is most likely a document of its own. O(what it passes).
    func lineThatOpens(behind start: Int) -> Int? {
        var offset = start
        while true {
            let lineFeed = bytes.firstIndex(of: 0x0A, from: offset, to: range.upperBound)
            guard lineFeed + 1 < range.upperBound else { return nil }
            if Self.opens(bytes.byte(at: lineFeed + 1)) { return lineFeed + 1 }
            offset = lineFeed + 1
        }
    }
}
