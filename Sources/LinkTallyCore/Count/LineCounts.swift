/// The balance of lines: every line is counted once.
package struct LineCounts: Sendable, Equatable {
    /// Empty, or only spaces and tabs.
    package var blank = 0
    /// About the log itself.
    package var directive = 0
    /// Not of the shape of the format, or longer than 8 MiB.
    package var malformed = 0
    /// Of the right shape, without a request target.
    package var noTarget = 0
    /// Left out by a filter.
    package var filtered = 0
    /// Requests that were looked at.
    package var requests = 0

    /// All lines.
    package var total: Int { blank + directive + malformed + noTarget + filtered + requests }

    package init() {}

    package static func += (a: inout LineCounts, b: LineCounts) {
        a.blank += b.blank
        a.directive += b.directive
        a.malformed += b.malformed
        a.noTarget += b.noTarget
        a.filtered += b.filtered
        a.requests += b.requests
    }
}
