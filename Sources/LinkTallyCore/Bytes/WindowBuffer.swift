/// Memory that holds a window of log bytes while it is read, scanned and handed from thread to thread.
///
/// A class, since a window changes hands between threads; it is written by one thread at a time, by the discipline of
/// the pipeline that owns it.
@safe
package final class WindowBuffer: @unchecked Sendable {
    /// Bytes that may be filled.
    package var capacity: Int { memory.byteCount - front }
    private var memory: PlainMemory
    /// Where the window begins in the memory: room to put bytes before those that are there.
    private var front = 0

    /// Room for `capacity` bytes.
    package init(capacity: Int) { memory = PlainMemory(byteCount: capacity) }

    /// The bytes of `range` to write to; what was not filled yet is not initialised.
    package func writable(_ range: Range<Int>) -> UnsafeMutableRawBufferPointer {
        precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
        return unsafe UnsafeMutableRawBufferPointer(start: memory.start + front + range.lowerBound, count: range.count)
    }

    /// The first `count` bytes, which must have been filled.
    @_lifetime(borrow self)
    package func bytes(count: Int) -> RawSpan {
        precondition(count >= 0 && count <= capacity)
        let span = unsafe RawSpan(_unsafeStart: memory.start + front, byteCount: count)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// Empties the window; its bytes will stand behind `room` bytes that are left for `prepend`. O(1).
    package func clear(room: Int = 0) {
        precondition(room >= 0 && room <= memory.byteCount)
        front = room
    }

    /// Puts the bytes of `range` of `other` before those that are there; there must be room. O(range).
    package func prepend(_ range: Range<Int>, of other: WindowBuffer) {
        precondition(range.lowerBound >= 0 && range.upperBound <= other.capacity && range.count <= front)
        front -= range.count
        unsafe (memory.start + front).copyMemory(
            from: other.memory.start + other.front + range.lowerBound, byteCount: range.count)
    }

    /// Moves the bytes of `range` to the front of the memory. O(range).
    package func rollToFront(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
        unsafe memory.start.copyMemory(from: memory.start + front + range.lowerBound, byteCount: range.count)
        front = 0
    }

    /// Copies the bytes of `range` of `other` to the front of the memory. O(range).
    package func copyToFront(_ range: Range<Int>, of other: WindowBuffer) {
        precondition(range.lowerBound >= 0 && range.upperBound <= other.capacity && range.count <= memory.byteCount)
        unsafe memory.start.copyMemory(
            from: other.memory.start + other.front + range.lowerBound, byteCount: range.count)
        front = 0
    }

    /// Makes room for `newCapacity` bytes and keeps the first `count`. Nothing may be lent meanwhile. O(count).
    package func grow(to newCapacity: Int, keeping count: Int) {
        precondition(count <= capacity && newCapacity >= capacity)
        memory.grow(to: newCapacity, keeping: front..<front + count)
        front = 0
    }
}
