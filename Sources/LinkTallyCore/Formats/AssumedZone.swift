/// Whose clocks showed those times of a log that name no zone: UTC's, unless it is said otherwise.
///
/// Where clocks were changed, a time that they showed twice, and one that they left out, is read with the offset that held
/// before the change: the first of two, and as if the clocks had not been put forward yet.
package struct AssumedZone: Sendable {
    /// What it was asked for by, such as `Europe/Berlin` or `+05:30`: what tells it from others.
    package let name: String
    /// Seconds since 0001-01-01T00:00:00, as the zone's clocks showed them, from which on the offset of the same place holds.
    private let starts: [Int]
    /// Seconds by which the clocks are ahead of UTC; the first one holds before all starts, too.
    private let offsets: [Int]
    /// Where the offset of the last time holds: times of a log come in order.
    private var memo = (start: Int.max, end: Int.min, offset: 0)

    package static let utc = AssumedZone(name: "UTC", offset: 0)

    /// A zone whose clocks are changed at `changes`.
    ///
    /// - Parameters:
    ///   - offset: Seconds by which its clocks are ahead of UTC before the first change.
    ///   - changes: In their order: seconds since 1970-01-01T00:00:00 UTC, and the offset from there on.
    package init(name: String, offset: Int, changes: [(second: Int, offset: Int)] = []) {
        self.name = name
        let before = [offset] + changes.map(\.offset)
        starts = [.min] + zip(changes, before).map { $0.second + RequestTime.epoch + max($0.offset, $1) }
        offsets = before
        if changes.isEmpty { memo = (.min, .max, offset) }
    }

    /// A zone of one offset that is written as `+05:30`, `-0800` or `Z`; nil where `text` is none. O(1).
    package init?(offset text: String) {
        let bytes = Array(text.utf8)
        guard let minutes = ZoneField.minutes(bytes.rawSpan, bytes.indices) else { return nil }
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
        let size = abs(minutes)
        let name = "\(minutes < 0 ? "-" : "+")\(two(size / 60)):\(two(size % 60))"
        self.init(name: minutes == 0 ? Self.utc.name : name, offset: minutes * 60)
    }

    /// Whether it is the one of times that nobody said anything about.
    package var isUTC: Bool { name == Self.utc.name }

    /// The time that its clocks show as `local`, seconds since 0001-01-01T00:00:00. O(1), at a change of offsets O(log changes).
    @inline(__always)
    mutating func time(ofLocal local: Int) -> RequestTime {
        if local < memo.start || local >= memo.end { findOffset(ofLocal: local) }
        return RequestTime(sinceYearOne: local &- memo.offset)
    }

    /// What its clocks show at `second`, both in seconds since 0001-01-01T00:00:00. O(log changes).
    package func local(at second: Int) -> Int {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            // Starts are what clocks show that have the larger one of both offsets.
            if starts[middle] - max(offsets[middle - 1], offsets[middle]) <= second {
                low = middle
            } else {
                high = middle
            }
        }
        return second + offsets[low]
    }

    @inline(never)
    private mutating func findOffset(ofLocal local: Int) {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= local { low = middle } else { high = middle }
        }
        memo = (starts[low], low + 1 < starts.count ? starts[low + 1] : .max, offsets[low])
    }
}

/// A zone in digits, as it stands behind a time.
enum ZoneField {
    /// Minutes east of UTC that `field` says: `Z`, `+hhmm` or `+hh:mm`; nil where it is none of them. O(1).
    @inline(__always)
    static func minutes(_ bytes: RawSpan, _ field: Range<Int>) -> Int? {
        guard field.count > 1 else {
            return field.count == 1 && bytes.byte(at: field.lowerBound) == UInt8(ascii: "Z") ? 0 : nil
        }
        return offset(bytes, field)
    }

    /// Whether a sign and a digit stand there, or a `Z`: what else could be no zone. O(1).
    @inline(__always)
    static func mayBegin(_ bytes: RawSpan, _ field: Range<Int>) -> Bool {
        guard let start = field.first else { return false }
        let sign = bytes.byte(at: start)
        if sign == UInt8(ascii: "Z") { return true }
        return (sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")) && field.count > 1
            && bytes.byte(at: start &+ 1) &- 0x30 < 10
    }

    @inline(never)
    private static func offset(_ bytes: RawSpan, _ field: Range<Int>) -> Int? {
        let sign = bytes.byte(at: field.lowerBound)
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), field.count == 5 || field.count == 6,
            field.count == 5 || bytes.byte(at: field.lowerBound + 3) == UInt8(ascii: ":"),
            let hours = TwoDigits.value(bytes, field.lowerBound + 1),
            let minutes = TwoDigits.value(bytes, field.upperBound - 2), hours * 60 + minutes < 24 * 60
        else { return nil }
        return sign == UInt8(ascii: "+") ? hours * 60 + minutes : -(hours * 60 + minutes)
    }
}

/// Two decimal digits.
enum TwoDigits {
    /// The number at `index`; nil where no two digits stand there. O(1).
    @inline(__always)
    static func value(_ bytes: RawSpan, _ index: Int) -> Int? {
        let (tens, ones) = (bytes.byte(at: index) &- 0x30, bytes.byte(at: index &+ 1) &- 0x30)
        return tens < 10 && ones < 10 ? Int(tens) &* 10 &+ Int(ones) : nil
    }
}
