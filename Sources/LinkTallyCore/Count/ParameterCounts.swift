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

/// Counts by parameter.
///
/// Nearly every query is clean: each of its names stands once and is kept. For these one counter is raised, that of the
/// set of names; what each parameter has of it is added up when it is asked for.
package struct ParameterTable: Sendable {
    private var clean = InlineArray<64, UInt64>(repeating: 0)
    private var others = InlineArray<6, ParameterCounts>(repeating: ParameterCounts())

    package init() {}

    /// The counts of `parameter`. O(1).
    package subscript(parameter: Parameter) -> ParameterCounts {
        var counts = others[Int(parameter.rawValue)]
        for set in 0..<64 where ParameterSet(rawValue: UInt8(set)).contains(parameter) { counts.accepted += clean[set] }
        return counts
    }

    /// Adds counts of `parameter`. O(1).
    package mutating func add(_ counts: ParameterCounts, of parameter: Parameter) {
        others[Int(parameter.rawValue)] += counts
    }

    /// Counts a query in which each of `names`, and no other, stands once and is kept. O(1).
    @inline(__always)
    mutating func addClean(_ names: ParameterSet) {
        // Six names, so that a set is below 64.
        clean[Int(names.rawValue & 63)] &+= 1
    }

    /// Counts every occurrence in a query whose verdicts are in the records.
    @inline(never)
    mutating func addEach(_ verdicts: borrowing QueryVerdicts) {
        var left = verdicts.present.rawValue
        while left != 0 {
            let index = left.trailingZeroBitCount
            others[index].add(verdicts.records[index])
            left &= left &- 1
        }
    }

    package static func += (a: inout ParameterTable, b: ParameterTable) {
        for set in 0..<64 { a.clean[set] += b.clean[set] }
        for index in 0..<6 { a.others[index] += b.others[index] }
    }
}
