import Glibc
import Synchronization

/// Asks a run to end early: what was read so far is counted, inputs that are not done are marked interrupted.
@safe
package final class StopSignal: Sendable {
    private let raised = Atomic<Bool>(false)
    private let readEnd: Int32
    private let writeEnd: Int32

    /// A signal that is not raised.
    package init() {
        var ends: (Int32, Int32) = (-1, -1)
        unsafe withUnsafeMutableBytes(of: &ends) { ends in
            _ = unsafe pipe(ends.baseAddress!.assumingMemoryBound(to: Int32.self))
        }
        (readEnd, writeEnd) = ends
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Whether the run should end.
    package var isRaised: Bool { raised.load(ordering: .relaxed) }

    /// Ends the run at the next window, and a read that waits for a pipe at once. Any thread may call it.
    package func raise() {
        raised.store(true, ordering: .relaxed)
        var byte: UInt8 = 0
        _ = unsafe write(writeEnd, &byte, 1)
    }

    /// Waits until `descriptor` can be read or the signal is raised; false where it is raised.
    package func waitToRead(_ descriptor: Int32) -> Bool {
        var polled = (
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        )
        unsafe withUnsafeMutableBytes(of: &polled) { polled in
            // An error other than EINTR shows again in the read that follows.
            while unsafe poll(polled.baseAddress!.assumingMemoryBound(to: pollfd.self), 2, -1) < 0, errno == EINTR {}
        }
        return !isRaised
    }
}
