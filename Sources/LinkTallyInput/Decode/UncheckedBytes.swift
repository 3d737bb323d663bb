import LinkTallyCore
import Synchronization

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
