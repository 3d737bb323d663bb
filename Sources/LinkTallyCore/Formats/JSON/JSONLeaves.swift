extension JSONPath {
    /// The path as `--json-keys` takes it: a backslash stands before a byte of a key that means something there. O(path).
    var text: String {
        reduce(into: "") { text, step in
            switch step {
            case .key(let key):
                let bytes = key.flatMap { "\\.,:=[]".utf8.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
                text += (text.isEmpty ? "" : ".") + String(decoding: bytes, as: UTF8.self)
            case .element(let number): text += "[\(number)]"
            }
        }
    }
}

/// The strings and numbers of a JSON object, each with the path of keys to it; those in arrays are left out.
struct JSONLeaves {
    private(set) var leaves: [(path: JSONPath, value: LocatedJSON)] = []
    private let bytes: [UInt8]
    private let end: Int
    private var index: Int

    /// The leaves of the line `range` of `bytes`; nil where it is not one JSON object, as `JSONFields` reads it. O(line).
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        (self.bytes, index, end) = (bytes, range.lowerBound, range.upperBound)
        _ = take(UInt8(ascii: "["))
        guard object([]), JSONTokens.isEnd(bytes.rawSpan, index, end) else { return nil }
    }

    /// Reads an object whose keys stand behind `path`; false where there is none.
    private mutating func object(_ path: JSONPath) -> Bool {
        members(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { reader in
            guard let key = reader.string(), reader.take(UInt8(ascii: ":")) else { return false }
            var plain = ScratchBuffer(capacity: 64)
            let range = key.undoEscapes(in: reader.bytes.rawSpan, into: &plain)
            return reader.value(path + [.key(plain.bytes.extracting(range).array)])
        }
    }

    private mutating func members(from opening: UInt8, to closing: UInt8, _ member: (inout Self) -> Bool) -> Bool {
        guard take(opening) else { return false }
        if take(closing) { return true }
        repeat {
            guard member(&self) else { return false }
        } while take(UInt8(ascii: ","))
        return take(closing)
    }

    /// Reads a value; `path` is nil inside an array.
    private mutating func value(_ path: JSONPath?) -> Bool {
        index = JSONTokens.skipSpaces(bytes.rawSpan, index, end)
        guard index < end else { return false }
        switch bytes[index] {
        case UInt8(ascii: "\""):
            guard let text = string() else { return false }
            if let path { leaves.append((path, text)) }
            return true
        case UInt8(ascii: "{"):
            guard let path, path.count < JSONKeyTree.depthLimit else { return skip() }
            return object(path)
        case UInt8(ascii: "["): return skip()
        default:
            let (end, isNumber) = JSONTokens.endOfScalar(bytes.rawSpan, index, end)
            guard end > index else { return false }
            if isNumber, let path { leaves.append((path, LocatedJSON(kind: .number, range: index..<end))) }
            index = end
            return true
        }
    }

    /// Passes over an object or an array: their brackets stand in pairs outside of strings.
    private mutating func skip() -> Bool {
        var depth = 0
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                guard string() != nil else { return false }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            index += 1
            if depth == 0 { return true }
        }
        return false
    }

    private mutating func string() -> LocatedJSON? {
        index = JSONTokens.skipSpaces(bytes.rawSpan, index, end)
        guard index < end, bytes[index] == UInt8(ascii: "\"") else { return nil }
        let (close, hasEscapes) = JSONTokens.endOfString(bytes.rawSpan, index, end)
        guard close < end else { return nil }
        defer { index = close + 1 }
        return LocatedJSON(kind: hasEscapes ? .escapedString : .string, range: index + 1..<close)
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        index = JSONTokens.skipSpaces(bytes.rawSpan, index, end)
        guard index < end, bytes[index] == byte else { return false }
        index += 1
        return true
    }
}
