/// What attribution rows tell requests apart by: the five UTM codes, the link, the hour.
///
/// A report that shows the sums of a few dimensions alone needs no row for each combination of all of them: the sums are the
/// same, and there are far fewer rows to find and to hold.
package struct RowDimensions: OptionSet, Sendable {
    /// Bit i for the dimension with raw value i.
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The set of `dimension` alone. Traps for one that rows do not have (`rejectedValue`).
    package init(_ dimension: Dimension) {
        precondition(dimension != .rejectedValue, "attribution rows have no rejected values")
        rawValue = 1 << dimension.rawValue
    }

    package static let source = RowDimensions(.source)
    package static let campaign = RowDimensions(.campaign)

    /// The attribution row of the data model: hour, link and all five codes.
    package static let all = RowDimensions(
        Dimension.allCases.filter { $0 != .rejectedValue }.map { RowDimensions($0) })

    /// The UTM codes of the set. O(1).
    @inline(__always)
    var codes: ParameterSet { ParameterSet(rawValue: rawValue & ParameterSet.utmCodes.rawValue) }

    /// Whether all of them are UTM codes, so that a report that shows each of them by itself can do with marginals. O(1).
    package var areCodes: Bool { rawValue == codes.rawValue }

    /// What of a link's number goes into a row's key: all of it, or nothing. O(1).
    @inline(__always)
    var linkMask: UInt32 { rawValue & Self.linkBit == 0 ? 0 : .max }

    /// What of an hour goes into a row's key: all of it, or nothing. O(1).
    @inline(__always)
    var hourMask: UInt64 { rawValue & Self.hourBit == 0 ? 0 : .max }

    private static let linkBit: UInt8 = 1 << Dimension.link.rawValue
    private static let hourBit: UInt8 = 1 << Dimension.hour.rawValue
}
