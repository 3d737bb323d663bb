/// One text that tells a bot's user agent, and what else must be so.
struct BotPattern: Sendable {
    enum Condition: Sendable {
        /// The text may stand anywhere.
        case none
        case atStart
        case atEnd
        /// A byte that is no dash follows.
        case beforeNoDash
        /// The range of bytes stands somewhere behind it.
        case before(Range<Int>)
        /// Digits and then the range of bytes follow.
        case beforeDigits(Range<Int>)
    }

    /// The fewest bytes that a text has.
    static let shortest = 3
    /// The number of no text.
    static let none = UInt16.max
    /// Values of `bucket`.
    static let bucketCount = 4096

    /// In the list's bytes.
    let text: Range<Int>
    let condition: Condition
    /// Which of its bytes it is found by, with those behind it.
    var anchor = 0
    /// The next text in its bucket, or `none`.
    var next = none

    /// A hash of the three bytes at an anchor.
    @inline(__always)
    static func bucket(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int {
        Int(UInt32(a) &+ UInt32(b) &* 31 &+ UInt32(c) &* 961) & (bucketCount - 1)
    }
}
