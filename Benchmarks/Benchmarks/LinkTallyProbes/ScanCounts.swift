/// What a benchmark checks of its answer.
public struct ScanCounts: Equatable, Sendable {
    public var lines = 0
    public var malformed = 0
    /// Requests that counted for an attribution row.
    public var attributed = 0
    /// Memory of the tables.
    public var tableBytes = 0
}
