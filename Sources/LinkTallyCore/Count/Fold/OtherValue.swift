/// How `(other)` stands in keys, where it can be no value from a log: parentheses are no part of the alphabet of accepted
/// values, and a byte 0xFF is in no link or raw value that was made valid UTF-8.
package enum OtherValue {
    /// As it is shown.
    package static let name = "(other)"
    /// In place of an accepted value.
    static let accepted = Array(name.utf8)
    /// In place of a link or a rejected value.
    static let text = [0xFF] + accepted

    /// Whether an accepted value's place is taken. O(1).
    static func isAccepted(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        !range.isEmpty && bytes.byte(at: range.lowerBound) == accepted[0]
    }

    /// Whether a link's or a rejected value's place is taken. O(1).
    static func isText(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        !range.isEmpty && bytes.byte(at: range.lowerBound) == text[0]
    }

    /// A link or rejected value as it is shown. O(1).
    @_lifetime(copy bytes)
    static func shown(_ bytes: RawSpan) -> RawSpan {
        isText(bytes, 0..<bytes.byteCount) ? bytes.extracting(1..<bytes.byteCount) : bytes
    }
}
