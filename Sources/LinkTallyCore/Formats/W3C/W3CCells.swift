/// Where the wanted cells of a line stand.
struct W3CCells<Field: W3CField> {
    private var ranges = InlineArray<8, Range<Int>>(repeating: -1 ..< -1)

    init() {}

    @inline(__always)
    mutating func removeAll() { ranges = InlineArray(repeating: -1 ..< -1) }

    @inline(__always)
    mutating func set(_ field: UInt8, _ range: Range<Int>) { ranges[Int(field & 7)] = range }

    /// The cell of `field`; nil where the line or the layout has none. O(1).
    @inline(__always)
    subscript(field: Field) -> Range<Int>? {
        let range = ranges[Int(field.rawValue & 7)]
        return range.lowerBound < 0 ? nil : range
    }

    /// The cell of `field` where it says something: it is there, not empty and not `-`. O(1).
    @inline(__always)
    func text(_ field: Field, in bytes: RawSpan) -> Range<Int>? {
        guard let range = self[field], !range.isEmpty, !isDash(bytes, range) else { return nil }
        return range
    }

    /// The cell of `field`, empty where it is `-` or there is none. O(1).
    @inline(__always)
    func value(_ field: Field, in bytes: RawSpan) -> Range<Int> { text(field, in: bytes) ?? 0..<0 }

    @inline(__always)
    private func isDash(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        range.count == 1 && bytes.byte(at: range.lowerBound) == UInt8(ascii: "-")
    }
}
