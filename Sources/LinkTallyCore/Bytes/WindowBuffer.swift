/// Memory that holds a window of log bytes while it is read, scanned and handed from thread to thread.
///
/// A class, since a window changes hands between threads; it is written by one thread at a time, by the discipline of
/// the pipeline that owns it.
@safe
package final class WindowBuffer: @unchecked Sendable {
    /// Bytes that may be filled.
    package private(set) var capacity: Int
    private var memory: UnsafeMutableRawPointer

    /// Room for `capacity` bytes.
    package init(capacity: Int) {
        self.capacity = capacity
        unsafe memory = .allocate(byteCount: capacity, alignment: 64)
    }

    deinit { unsafe memory.deallocate() }

    /// The bytes of `range` to write to; what was not filled yet is not initialised.
    package func writable(_ range: Range<Int>) -> UnsafeMutableRawBufferPointer {
        precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
        return unsafe UnsafeMutableRawBufferPointer(start: memory + range.lowerBound, count: range.count)
    }

    /// The first `count` bytes, which must have been filled.
    @_lifetime(borrow self)
    package func bytes(count: Int) -> RawSpan {
        precondition(count >= 0 && count <= capacity)
        let span = unsafe RawSpan(_unsafeStart: memory, byteCount: count)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// Moves the bytes of `range` to the front. O(range).
    package func rollToFront(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
        unsafe memory.copyMemory(from: memory + range.lowerBound, byteCount: range.count)
    }

    /// Copies the bytes of `range` of `other` to the front. O(range).
    package func copyToFront(_ range: Range<Int>, of other: WindowBuffer) {
        precondition(range.lowerBound >= 0 && range.upperBound <= other.capacity && range.count <= capacity)
        unsafe memory.copyMemory(from: other.memory + range.lowerBound, byteCount: range.count)
    }

    /// Makes room for `newCapacity` bytes and keeps the first `count`. Nothing may be lent meanwhile. O(count).
    package func grow(to newCapacity: Int, keeping count: Int) {
        precondition(count <= capacity && newCapacity >= capacity)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: newCapacity, alignment: 64)
        unsafe larger.copyMemory(from: memory, byteCount: count)
        unsafe memory.deallocate()
        unsafe memory = larger
        capacity = newCapacity
    }
}
