/// Bytes that had to be rewritten or gathered: unescaped requests, links put together from host and path, the keys of
/// a batch.
///
/// One worker reuses it for every line; it grows to the longest need and never shrinks, so that a warm worker does not
/// allocate.
@safe
struct ScratchBuffer: ~Copyable {
    /// Bytes that are written as a block where a value is shorter.
    static let blockSize = 32

    private var memory: PlainMemory
    /// Bytes written so far.
    private(set) var count = 0

    /// Room for `capacity` bytes before it must grow.
    init(capacity: Int) { memory = PlainMemory(byteCount: capacity) }

    @inline(__always)
    private var capacity: Int { memory.byteCount }

    /// The bytes written so far.
    var bytes: RawSpan {
        @_lifetime(borrow self)
        get {
            let span = unsafe RawSpan(_unsafeStart: memory.start, byteCount: count)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// Forgets the bytes, keeps the memory. O(1).
    @inline(__always)
    mutating func removeAll() { count = 0 }

    /// Forgets the bytes from `newCount` on. Traps where there are fewer. O(1).
    mutating func truncate(to newCount: Int) {
        precondition(newCount >= 0 && newCount <= count)
        count = newCount
    }

    /// Appends one byte. O(1) amortised.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        unsafe memory.start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count &+= 1
    }

    /// Undoes the percent-encoding, once or twice, of the bytes from `start` on, and where `plusIsSpace` that of a space as a
    /// plus. O(bytes).
    mutating func undoPercents(from start: Int, plusIsSpace: Bool) {
        precondition(start >= 0 && start <= count)
        var (index, end) = (start, start)
        while index < count {
            var byte = bytes.byte(at: index)
            index += 1
            if byte == UInt8(ascii: "+"), plusIsSpace { byte = UInt8(ascii: " ") }
            var times = 0
            while byte == UInt8(ascii: "%"), times < 2, index + 2 <= count,
                let high = HexDigit.value(of: bytes.byte(at: index)),
                let low = HexDigit.value(of: bytes.byte(at: index + 1))
            {
                byte = high << 4 | low
                index += 2
                times += 1
            }
            unsafe memory.start.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
            end += 1
        }
        truncate(to: end)
    }

    /// Appends eight bytes, the lowest first. O(1) amortised.
    @inline(__always)
    mutating func append(word: UInt64) {
        if count &+ 8 > capacity { grow(by: 8) }
        unsafe memory.start.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
        count &+= 8
    }

    /// Replaces four bytes at `offset`, the lowest first. Traps outside what was written. O(1).
    @inline(__always)
    mutating func replace(word: UInt32, at offset: Int) {
        precondition(offset >= 0 && offset &+ 4 <= count)
        unsafe memory.start.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt32.self)
    }

    /// Replaces eight bytes at `offset`, the lowest first. Traps outside what was written. O(1).
    @inline(__always)
    mutating func replace(word: UInt64, at offset: Int) {
        precondition(offset >= 0 && offset &+ 8 <= count)
        unsafe memory.start.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
    }

    /// Appends the bytes of `range` of `other`. O(range).
    @inline(__always)
    mutating func append(_ other: RawSpan, _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= other.byteCount)
        let length = range.count
        // Nearly every value is short: blocks are copied whole where both sides have room for them.
        if length <= 32, range.lowerBound &+ 32 <= other.byteCount, count &+ 32 <= capacity {
            unsafe memory.start.storeBytes(
                of: other.unsafeLoadUnaligned(fromUncheckedByteOffset: range.lowerBound, as: SIMD16<UInt8>.self),
                toByteOffset: count, as: SIMD16<UInt8>.self)
            if length > 16 {
                unsafe memory.start.storeBytes(
                    of: other.unsafeLoadUnaligned(
                        fromUncheckedByteOffset: range.lowerBound &+ 16, as: SIMD16<UInt8>.self),
                    toByteOffset: count &+ 16, as: SIMD16<UInt8>.self)
            }
            count &+= length
        } else {
            appendLong(other, range)
        }
    }

    /// Appends `length` bytes of `other` from `start` on. Traps outside of them. O(length).
    @inline(__always)
    mutating func append(_ other: RawSpan, from start: Int, count length: Int) {
        if length <= 32, start >= 0, start &+ 32 <= other.byteCount, count &+ 32 <= capacity {
            unsafe memory.start.storeBytes(
                of: other.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: SIMD16<UInt8>.self),
                toByteOffset: count, as: SIMD16<UInt8>.self)
            unsafe memory.start.storeBytes(
                of: other.unsafeLoadUnaligned(fromUncheckedByteOffset: start &+ 16, as: SIMD16<UInt8>.self),
                toByteOffset: count &+ 16, as: SIMD16<UInt8>.self)
            count &+= length
        } else {
            append(other, start..<start + length)
        }
    }

    /// Makes room for `needed` bytes more. O(1) amortised.
    @inline(__always)
    mutating func reserve(_ needed: Int) {
        if count &+ needed > capacity { grow(by: needed) }
    }

    /// Writes `length` bytes of `other` from `start` on to `offset`, behind what was appended: `appendWritten` makes
    /// them part of it. Fewer than `blockSize` are written as a block. Traps outside of `other`, and where no room was
    /// reserved. O(length).
    @inline(__always)
    mutating func write(_ other: RawSpan, from start: Int, count length: Int, at offset: Int) {
        precondition(start >= 0 && length >= 0 && offset >= count && offset + max(length, Self.blockSize) <= capacity)
        // Nearly every value is short: two blocks are copied whole where the source has them.
        if length <= 32, start + 32 <= other.byteCount {
            unsafe memory.start.storeBytes(
                of: other.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: SIMD32<UInt8>.self),
                toByteOffset: offset, as: SIMD32<UInt8>.self)
        } else {
            precondition(start + length <= other.byteCount)
            unsafe other.withUnsafeBytes { bytes in
                unsafe (memory.start + offset).copyMemory(from: bytes.baseAddress! + start, byteCount: length)
            }
        }
    }

    /// Makes what was written up to `end` part of the bytes, and its first sixteen these two words. O(1).
    @inline(__always)
    mutating func appendWritten(_ first: UInt64, _ second: UInt64, to end: Int) {
        precondition(end >= count &+ 16 && end <= capacity)
        unsafe memory.start.storeBytes(of: first.littleEndian, toByteOffset: count, as: UInt64.self)
        unsafe memory.start.storeBytes(of: second.littleEndian, toByteOffset: count &+ 8, as: UInt64.self)
        count = end
    }

    /// Appends all of `bytes`. O(bytes).
    mutating func append(_ bytes: [UInt8]) { append(bytes.rawSpan, bytes.indices) }

    @inline(never)
    private mutating func appendLong(_ other: RawSpan, _ range: Range<Int>) {
        if count + range.count > capacity { grow(by: range.count) }
        unsafe other.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            unsafe (memory.start + count).copyMemory(from: start + range.lowerBound, byteCount: range.count)
        }
        count += range.count
    }

    @inline(never)
    private mutating func grow(by needed: Int) {
        memory.grow(to: max(capacity * 2, count + needed), keeping: 0..<count)
    }
}
