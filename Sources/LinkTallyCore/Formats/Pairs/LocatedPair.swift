/// A key of a line, and its value.
struct LocatedPair {
    let key: Range<Int>
    /// A string, with escapes or without.
    let value: LocatedJSON
    /// Behind the value.
    let end: Int
}

/// How pairs of key and value are written side by side in a line.
enum PairSyntax: Sendable {
    /// `key=value key="quoted value"`: the pairs stand apart by spaces. In quotes a backslash escapes; a value without quotes
    /// has no quote in it (https://brandur.org/logfmt, https://pkg.go.dev/github.com/go-logfmt/logfmt).
    case logfmt
    /// `label:value`, separated by TABs (http://ltsv.org). Servers escape what cannot stand there with a backslash.
    case ltsv

    /// Where the first pair of `line` begins.
    @inline(__always)
    func start(in bytes: RawSpan, _ line: Range<Int>) -> Int? {
        self == .logfmt ? start(behind: line.lowerBound, in: bytes, to: line.upperBound) : line.lowerBound
    }

    /// The pair that begins at `start`; nil where none does. O(pair).
    @inline(__always)
    func pair(in bytes: RawSpan, from start: Int, to end: Int) -> LocatedPair? {
        self == .logfmt ? Self.logfmtPair(bytes, from: start, to: end) : Self.ltsvPair(bytes, from: start, to: end)
    }

    @inline(__always)
    private static func logfmtPair(_ bytes: RawSpan, from start: Int, to end: Int) -> LocatedPair? {
        let equals = bytes.firstIndex(
            of: UInt8(ascii: "="), UInt8(ascii: " "), UInt8(ascii: "\""), or: UInt8(ascii: "="), from: start, to: end)
        guard equals > start, equals < end, bytes.byte(at: equals) == UInt8(ascii: "=") else { return nil }
        let first = equals &+ 1
        if first < end, bytes.byte(at: first) == UInt8(ascii: "\"") {
            let (quote, hasEscapes) = QuotedField.end(bytes, from: first &+ 1, to: end)
            guard quote < end, quote &+ 1 == end || bytes.byte(at: quote &+ 1) == UInt8(ascii: " ") else { return nil }
            let value = LocatedJSON(kind: hasEscapes ? .escapedString : .string, range: first &+ 1..<quote)
            return LocatedPair(key: start..<equals, value: value, end: quote &+ 1)
        }
        let close = bytes.firstIndex(of: UInt8(ascii: " "), or: UInt8(ascii: "\""), from: first, to: end)
        guard close == end || bytes.byte(at: close) == UInt8(ascii: " ") else { return nil }
        return LocatedPair(key: start..<equals, value: LocatedJSON(kind: .string, range: first..<close), end: close)
    }

    @inline(__always)
    private static func ltsvPair(_ bytes: RawSpan, from start: Int, to end: Int) -> LocatedPair? {
        let colon = bytes.firstIndex(of: UInt8(ascii: ":"), or: UInt8(ascii: "\t"), from: start, to: end)
        guard colon > start, colon < end, bytes.byte(at: colon) == UInt8(ascii: ":") else { return nil }
        var close = bytes.firstIndex(of: UInt8(ascii: "\t"), or: UInt8(ascii: "\\"), from: colon &+ 1, to: end)
        let hasEscapes = close < end && bytes.byte(at: close) == UInt8(ascii: "\\")
        if hasEscapes { close = bytes.firstIndex(of: UInt8(ascii: "\t"), from: close, to: end) }
        let value = LocatedJSON(kind: hasEscapes ? .escapedString : .string, range: colon &+ 1..<close)
        return LocatedPair(key: start..<colon, value: value, end: close)
    }

    /// The place behind the separator at `end`, where a pair ends; nil where the line ends there.
    @inline(__always)
    func start(behind end: Int, in bytes: RawSpan, to lineEnd: Int) -> Int? {
        guard self == .logfmt else { return end < lineEnd ? end &+ 1 : nil }
        var index = end
        while index < lineEnd, bytes.byte(at: index) == UInt8(ascii: " ") { index &+= 1 }
        return index < lineEnd ? index : nil
    }

    /// All pairs of `line`, and where the first one should stand that is none; nil where there is no such one. O(line).
    func pairs(_ bytes: RawSpan, _ line: Range<Int>) -> (pairs: [LocatedPair], gap: Int?) {
        var pairs: [LocatedPair] = []
        var place = start(in: bytes, line)
        while let start = place {
            guard let pair = pair(in: bytes, from: start, to: line.upperBound) else { return (pairs, start) }
            pairs.append(pair)
            place = self.start(behind: pair.end, in: bytes, to: line.upperBound)
        }
        return (pairs, nil)
    }
}

extension JSONFields {
    /// Reads the wanted values of a line of pairs; false where it has something else in it, or one of the keys `once` twice. Of
    /// other equal keys the first counts. O(line).
    @inline(__always)
    mutating func readPairs(_ bytes: RawSpan, _ line: Range<Int>, _ syntax: PairSyntax, once: JSONFieldSet) -> Bool {
        removeAll()
        var place = syntax.start(in: bytes, line)
        while let start = place {
            guard let pair = syntax.pair(in: bytes, from: start, to: line.upperBound) else { return false }
            let node = tree.child(of: 0, bytes, pair.key, false)
            if node != JSONKeyTree.noNode {
                let fields = tree.nodes[Int(node)].fields
                if present & fields == 0 {
                    set(node, pair.value)
                } else if fields & once != 0 {
                    return false
                }
            }
            place = syntax.start(behind: pair.end, in: bytes, to: line.upperBound)
        }
        return true
    }
}
