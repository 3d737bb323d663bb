/// Where the wanted cells of a line stand.
struct W3CCells {
    private var ranges = InlineArray<16, Range<Int>>(repeating: -1 ..< -1)

    init() {}

    @inline(__always)
    mutating func removeAll() { ranges = InlineArray(repeating: -1 ..< -1) }

    @inline(__always)
    mutating func set(_ field: UInt8, _ range: Range<Int>) { ranges[Int(field & 15)] = range }

    /// The cell of `field`; nil where the line or the layout has none. O(1).
    @inline(__always)
    subscript(field: W3CField) -> Range<Int>? {
        let range = ranges[Int(field.rawValue & 15)]
        return range.lowerBound < 0 ? nil : range
    }

    /// The cell of `field` where it says something: it is there, not empty and not `-`. O(1).
    @inline(__always)
    func text(_ field: W3CField, in bytes: RawSpan) -> Range<Int>? {
        self[field].flatMap { bytes.saysNothing($0) ? nil : $0 }
    }

    /// The cell of `field`, empty where it is `-` or there is none. O(1).
    @inline(__always)
    func value(_ field: W3CField, in bytes: RawSpan) -> Range<Int> { text(field, in: bytes) ?? 0..<0 }

    /// The status of the line; 0 where it is unknown. O(1).
    @inline(__always)
    func status(in bytes: RawSpan) -> UInt16 { self[.status].map { StatusField.status(in: bytes, field: $0) } ?? 0 }

    /// The user agent, its escapes undone: percent signs as CloudFront writes them, once or twice, and for IIS a plus for a
    /// space. Nil where the layout has none. O(cell).
    func userAgent(
        in bytes: RawSpan, plusIsSpace: Bool, unescaped: inout ScratchBuffer
    ) -> LocatedField? {
        guard let cell = self[.userAgent] else { return nil }
        let start = unescaped.count
        var index = cell.lowerBound
        while index < cell.upperBound {
            var byte = bytes.byte(at: index)
            index &+= 1
            if byte == UInt8(ascii: "+"), plusIsSpace { byte = UInt8(ascii: " ") }
            var times = 0
            while byte == UInt8(ascii: "%"), times < 2, index &+ 2 <= cell.upperBound,
                let high = HexDigit.value(of: bytes.byte(at: index)),
                let low = HexDigit.value(of: bytes.byte(at: index &+ 1))
            {
                byte = high &<< 4 | low
                index &+= 2
                times &+= 1
            }
            unescaped.append(byte)
        }
        return LocatedField(range: start..<unescaped.count, isUnescaped: true)
    }
}
