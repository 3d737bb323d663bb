/// Occurrences of one of the six names, by verdict.
package struct ParameterCounts: Sendable, Equatable {
    package var accepted: UInt64 = 0
    package var empty: UInt64 = 0
    package var tooLong: UInt64 = 0
    package var invalidByte: UInt64 = 0
    package var duplicate: UInt64 = 0

    package init() {}

    /// Every occurrence has one verdict.
    package var occurrences: UInt64 { accepted + rejected }

    /// Occurrences whose value was dropped.
    package var rejected: UInt64 { empty + tooLong + invalidByte + duplicate }

    /// Values dropped for one reason.
    package subscript(reason: RejectionReason) -> UInt64 {
        switch reason {
        case .empty: empty
        case .tooLong: tooLong
        case .invalidByte: invalidByte
        case .duplicate: duplicate
        }
    }

    @inline(__always)
    mutating func add(_ record: ValueRecord) {
        duplicate &+= UInt64(record.duplicates)
        switch record.rejection {
        case nil: accepted &+= 1
        case .empty: empty &+= 1
        case .tooLong: tooLong &+= 1
        default: invalidByte &+= 1
        }
    }

    /// Adds `hits` rejections for one reason.
    mutating func add(_ hits: UInt64, _ reason: RejectionReason) {
        switch reason {
        case .empty: empty += hits
        case .tooLong: tooLong += hits
        case .invalidByte: invalidByte += hits
        case .duplicate: duplicate += hits
        }
    }

    static func += (a: inout ParameterCounts, b: ParameterCounts) {
        a.accepted += b.accepted
        a.empty += b.empty
        a.tooLong += b.tooLong
        a.invalidByte += b.invalidByte
        a.duplicate += b.duplicate
    }
}
