import CZlib
import LinkTallyCore
import Synchronization

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

/// Bytes in a window whose checksum is still to be taken: by whoever scans the window, in whose cache they will be anyway, or by
/// the decoder, where it comes first to the trailer that tells what the checksum must be.
///
/// Whoever moves or overwrites the bytes calls `checksum()` before.
package final class UncheckedBytes: Sendable {
    private enum State {
        case inWindow(WindowBuffer, Range<Int>)
        case known(UInt32)
    }

    /// How many they are.
    package let count: Int
    private let state: Mutex<State>

    /// The bytes of `range` of `window`.
    init(_ window: WindowBuffer, _ range: Range<Int>) {
        count = range.count
        state = Mutex(.inWindow(window, range))
    }

    /// CRC-32 of the bytes, and of no others. O(bytes) once; then, and while another thread is at it, it waits for that one.
    @discardableResult
    package func checksum() -> UInt32 { state.withLock { Self.take(&$0) } }

    /// The same where nobody else is at it and it was taken before, else nil. O(1).
    var known: UInt32? {
        state.withLockIfAvailable { state -> UInt32? in if case .known(let crc) = state { crc } else { nil } } ?? nil
    }

    private static func take(_ state: inout State) -> UInt32 {
        switch state {
        case .known(let crc): return crc
        case .inWindow(let window, let range):
            let crc = unsafe GzipChecksum.update(0, UnsafeRawBufferPointer(window.writable(range)))
            state = .known(crc)
            return crc
        }
    }
}

#if ISAL
    import CISAL
#endif

/// The CRC-32 of gzip (RFC 1952, section 8), by whoever is fastest at it.
enum GzipChecksum {
    /// The checksum of what `crc` is the checksum of, with `bytes` behind it; 0 is that of nothing. O(bytes).
    @inline(__always)
    static func update(_ crc: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
        guard let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return crc }
        #if ISAL
            return unsafe crc32_gzip_refl(crc, start, UInt64(bytes.count))
        #else
            return unsafe UInt32(crc32_z(UInt(crc), start, bytes.count))
        #endif
    }

    /// The checksum of what `crc` is the checksum of, with `count` bytes behind it of which `next` is the checksum. O(log count).
    static func combine(_ crc: UInt32, _ next: UInt32, count: Int) -> UInt32 {
        UInt32(crc32_combine(UInt(crc), UInt(next), count))
    }
}
