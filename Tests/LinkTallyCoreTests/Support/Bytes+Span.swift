@testable import LinkTallyCore

/// Calls `body` with the bytes at the very end of an allocation of their size, so that a memory checker sees a load past
/// them.
func withExactSpan<Result>(_ bytes: [UInt8], _ body: (RawSpan) throws -> Result) rethrows -> Result {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { unsafe memory.deallocate() }
    unsafe memory.copyBytes(from: bytes)
    return try unsafe body(memory.bytes)
}

extension RawSpan {
    /// A copy of the bytes.
    var array: [UInt8] { byteOffsets.map { byte(at: $0) } }
}
