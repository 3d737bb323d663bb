/// Attributed hits of a group.
package struct GroupCounts: Sendable, Equatable {
    package var hits: UInt64 = 0
    /// Hits with a status of 400 or more.
    package var errors: UInt64 = 0
    /// Hits of the period before.
    package var before: UInt64 = 0

    package init(hits: UInt64 = 0, errors: UInt64 = 0, before: UInt64 = 0) {
        self.hits = hits
        self.errors = errors
        self.before = before
    }

    mutating func add(_ hits: UInt64, _ errors: UInt64, isBefore: Bool) {
        if isBefore {
            before += hits
        } else {
            self.hits += hits
            self.errors += errors
        }
    }
}
