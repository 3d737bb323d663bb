@testable import LinkTallyCore

/// Calls `body` with the bytes right before a page that cannot be touched: a load past them crashes, in release, too.
func withExactSpan<Result>(_ bytes: [UInt8], _ body: (RawSpan) throws -> Result) rethrows -> Result {
    let memory = GuardedBytes(capacity: bytes.count)
    memory.placeAtEnd(bytes)
    return try body(memory.bytes)
}

extension RawSpan {
    /// A copy of the bytes.
    var array: [UInt8] { byteOffsets.map { byte(at: $0) } }
}
