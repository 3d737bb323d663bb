/// Memory that holds a window of log bytes while it is read, scanned and handed from thread to thread.
///
/// A class, since a window changes hands between threads; it is written by one thread at a time, by the discipline of
/// the pipeline that owns it.
@safe
package final class WindowBuffer: @unchecked Sendable {
    /// Bytes that may be filled.
    package var capacity: Int { size - front }
    /// Bytes of the memory.
    private var size: Int
    /// Where the window begins in it: room to put bytes before those that are there.
    private var front = 0
    private var memory: UnsafeMutableRawPointer

    /// Room for `capacity` bytes.
    package init(capacity: Int) {
        size = capacity
        unsafe memory = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { unsafe memory.deallocate() }

    /// The bytes of `range` to write to; what was not filled yet is not initialised.
    package func writable(_ range: Range<Int>) -> UnsafeMutableRawBufferPointer {
        precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
        return unsafe UnsafeMutableRawBufferPointer(start: memory + front + range.lowerBound, count: range.count)
    }

    /// The first `count` bytes, which must have been filled.
    @_lifetime(borrow self)
    package func bytes(count: Int) -> RawSpan {
        precondition(count >= 0 && count <= capacity)
        let span = unsafe RawSpan(_unsafeStart: memory + front, byteCount: count)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// Empties the window; its bytes will stand behind `room` bytes that are left for `prepend`. O(1).
    package func clear(room: Int = 0) {
        precondition(room >= 0 && room <= size)
        front = room
    }

    /// Puts the bytes of `range` of `other` before those that are there; there must be room. O(range).
    package func prepend(_ range: Range<Int>, of other: WindowBuffer) {
        precondition(range.lowerBound >= 0 && range.upperBound <= other.capacity && range.count <= front)
        front -= range.count
        unsafe (memory + front).copyMemory(
            from: other.memory + other.front + range.lowerBound, byteCount: range.count)
    }

    /// Moves the bytes of `range` to the front of the memory. O(range).
    package func rollToFront(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
        unsafe memory.copyMemory(from: memory + front + range.lowerBound, byteCount: range.count)
        front = 0
    }

    /// Copies the bytes of `range` of `other` to the front of the memory. O(range).
    package func copyToFront(_ range: Range<Int>, of other: WindowBuffer) {
        precondition(range.lowerBound >= 0 && range.upperBound <= other.capacity && range.count <= size)
        unsafe memory.copyMemory(from: other.memory + other.front + range.lowerBound, byteCount: range.count)
        front = 0
    }

    /// Makes room for `newCapacity` bytes and keeps the first `count`. Nothing may be lent meanwhile. O(count).
    package func grow(to newCapacity: Int, keeping count: Int) {
        precondition(count <= capacity && newCapacity >= capacity)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: newCapacity, alignment: 16)
        unsafe larger.copyMemory(from: memory + front, byteCount: count)
        unsafe memory.deallocate()
        unsafe memory = larger
        size = newCapacity
        front = 0
    }
}
