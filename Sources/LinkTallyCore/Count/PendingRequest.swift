/// A request whose row is not counted yet: its key stands in the batch's key buffer.
struct PendingRequest {
    /// The row's key.
    var key = 0..<0
    /// The reference behind the key, where a list of references is kept; empty where there is none.
    var reference = 0..<0
    /// The hash of the row's key.
    var hash: UInt64 = 0
    /// When the request was served, in seconds since year one.
    var second: Int64 = 0
    /// The line of the request in its segment, from 1.
    var line: UInt32 = 0
    /// Whether the request counts for the row: one that has only a reference does not.
    var isAttributed = false
    var isError = false
}
