/// The key of a rejection row: link (4 bytes), parameter, reason, two zeros, then the raw value.
package enum RejectionKey {
    static let headerSize = 8
    /// Bytes of a raw value that are kept (rule R16).
    package static let valueLimit = 256

    /// Appends the key of a rejection; `value` is what is kept of the raw value.
    static func append(
        link: UInt32, _ parameter: Parameter, _ reason: RejectionReason, in bytes: RawSpan, value: Range<Int>,
        to keys: inout ScratchBuffer
    ) {
        appendHeader(link: link, parameter, reason, to: &keys)
        keys.append(bytes, value)
    }

    /// Appends the key's beginning, behind which the kept value belongs.
    @inline(__always)
    static func appendHeader(
        link: UInt32, _ parameter: Parameter, _ reason: RejectionReason, to keys: inout ScratchBuffer
    ) {
        keys.append(
            word: UInt64(link) | UInt64(parameter.rawValue) &<< 32 | UInt64(reason.rawValue) &<< 40)
    }

    /// Where the raw value stands in the key. O(1).
    static func value(_ key: RawSpan) -> Range<Int> { headerSize..<key.byteCount }

    static func link(_ key: RawSpan) -> UInt32 { key.word32(at: 0) }

    static func parameter(_ key: RawSpan) -> Parameter {
        guard let parameter = Parameter(rawValue: key.byte(at: 4)) else { preconditionFailure("a key of no parameter") }
        return parameter
    }

    static func reason(_ key: RawSpan) -> RejectionReason {
        guard let reason = RejectionReason(rawValue: key.byte(at: 5)) else { preconditionFailure("a key of no reason") }
        return reason
    }
}

/// Counters of a rejection row, or of a near miss.
struct RejectionCounts: BitwiseCopyable {
    var hits: UInt64 = 0
    /// The first line in input order that has it.
    var example = LinePlace(input: .max, segment: .max, line: .max)

    static func += (sum: inout RejectionCounts, other: RejectionCounts) {
        sum.hits += other.hits
        sum.example = min(sum.example, other.example)
    }
}
