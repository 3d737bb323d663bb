/// The checksum of a member's output, parts of which may be left to others.
struct MemberChecksum {
    /// Of all bytes before `unchecked`.
    private var crc: UInt32 = 0
    /// In order; no more than there are windows under way.
    private var unchecked: [UncheckedBytes] = []

    /// Takes in bytes that come next. O(bytes), and what others have left undone.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        crc = unsafe GzipChecksum.update(value(), bytes)
    }

    /// Takes in bytes that come next, and whose checksum another one may take. O(1).
    mutating func add(_ bytes: UncheckedBytes) {
        while let first = unchecked.first, let known = first.known { combine(known, count: first.count) }
        unchecked.append(bytes)
    }

    /// CRC-32 of all bytes; what others have not done is done here. O(1) where all is known.
    mutating func value() -> UInt32 {
        while let first = unchecked.first { combine(first.checksum(), count: first.count) }
        return crc
    }

    private mutating func combine(_ next: UInt32, count: Int) {
        crc = GzipChecksum.combine(crc, next, count: count)
        unchecked.removeFirst()
    }
}
