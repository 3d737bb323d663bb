/// The key of a link in a dated tally: hour (4 bytes), zero (4), then the link.
enum LinkKey {
    static let headerSize = 8

    static func appendHeader(hour: UTCHour, to keys: inout ScratchBuffer) { keys.append(word: hour.keyWord) }

    static func hour(_ key: RawSpan) -> UTCHour { UTCHour(rawValue: Int32(bitPattern: key.word32(at: 0))) }

    /// Where the link stands in the key. O(1).
    static func link(_ key: RawSpan) -> Range<Int> { headerSize..<key.byteCount }
}

/// The key of a touch in a dated tally: second (8 bytes), attribution row (4), zero (4), then the reference.
enum TouchKey {
    static let headerSize = 16
    /// Where the row's number stands in a key.
    static let rowOffset = 8

    /// Appends what stands before the reference, the row still missing.
    static func appendHeader(second: Int64, to keys: inout ScratchBuffer) {
        keys.append(word: UInt64(bitPattern: second))
        keys.append(word: 0)
    }

    /// Seconds since 0001-01-01T00:00:00; `Int64.max` where the time is unknown.
    static func second(_ key: RawSpan) -> Int64 { Int64(bitPattern: key.word64(at: 0)) }

    static func row(_ key: RawSpan) -> UInt32 { key.word32(at: rowOffset) }

    /// Where the reference stands in the key. O(1).
    static func reference(_ key: RawSpan) -> Range<Int> { headerSize..<key.byteCount }
}

/// Later occurrences of each name in one query, added up.
package struct DuplicateCounts: Sendable {
    private var counts = InlineArray<6, UInt64>(repeating: 0)

    init() {}

    /// Duplicates of `parameter`.
    package subscript(parameter: Parameter) -> UInt64 { counts[Int(parameter.rawValue)] }

    mutating func add(_ verdicts: borrowing QueryVerdicts) {
        for parameter in Parameter.allCases {
            guard let record = verdicts.record(of: parameter) else { continue }
            counts[Int(parameter.rawValue)] += UInt64(record.duplicates)
        }
    }
}

/// All counts of one hour that are not told apart by link: what a row of hours holds.
package struct DatedHour: Sendable {
    package var requests = HourCounts()
    package var outcomes = Outcomes()
    private var parameters = InlineArray<6, ParameterCounts>(repeating: ParameterCounts())

    /// Occurrences of `parameter` by verdict.
    package internal(set) subscript(parameter: Parameter) -> ParameterCounts {
        get { parameters[Int(parameter.rawValue)] }
        set { parameters[Int(parameter.rawValue)] = newValue }
    }
}

/// What became of the requests of one link in one hour.
package struct DatedOutcome: Sendable {
    package let hour: UTCHour
    /// The number that `numberLinks` gave it.
    package let link: UInt32
    package internal(set) var outcomes: Outcomes
}

/// An attribution row whose link and codes are numbered.
package struct DatedRow: Sendable {
    package let hour: UTCHour
    /// The number that `numberLinks` gave it.
    package let link: UInt32
    /// The number that `numberCodes` gave it.
    package let codes: UInt32
    package internal(set) var hits: UInt64
    package internal(set) var errors: UInt64
    /// Hits of which a value was dropped beside those that were kept.
    package internal(set) var withRejection: UInt64

    var key: (UTCHour, UInt32, UInt32) { (hour, link, codes) }
}

/// A rejection of one hour, lent for the time of a call.
package struct DatedRejection: ~Escapable {
    package let hour: UTCHour
    /// The number that `numberLinks` gave it.
    package let link: UInt32
    package let parameter: Parameter
    package let reason: RejectionReason
    /// At most 256 bytes of the raw value, valid UTF-8.
    package let value: RawSpan
    package let hits: UInt64
    /// The first line that has it.
    package let example: LinePlace

    @_lifetime(copy value)
    init(hour: UTCHour, link: UInt32, key: RawSpan, value: RawSpan, counts: RejectionCounts) {
        self.hour = hour
        self.link = link
        parameter = RejectionKey.parameter(key)
        reason = RejectionKey.reason(key)
        self.value = value
        hits = counts.hits
        example = counts.example
    }
}

/// Requests with one reference in one second, for one link, with the same UTM codes; lent for the time of a call.
package struct DatedTouch: ~Escapable {
    package let reference: RawSpan
    /// Seconds since 0001-01-01T00:00:00; `Int64.max` where the time is unknown.
    package let second: Int64
    /// The number that `numberLinks` gave it.
    package let link: UInt32
    /// The number that `numberCodes` gave it.
    package let codes: UInt32
    package let hits: UInt64

    @_lifetime(copy reference)
    init(reference: RawSpan, second: Int64, link: UInt32, codes: UInt32, hits: UInt64) {
        self.reference = reference
        self.second = second
        self.link = link
        self.codes = codes
        self.hits = hits
    }
}
