import Synchronization

/// How far a run is, for whoever watches; workers add, once a window.
package final class Progress: Sendable {
    private let readBytes = Atomic<Int>(0)
    private let decodedBytes = Atomic<Int>(0)
    private let scannedLines = Atomic<Int>(0)

    package init() {}

    /// Bytes taken from the inputs, compressed where they are.
    package var bytesRead: Int { readBytes.load(ordering: .relaxed) }
    /// Bytes of log.
    package var bytesDecoded: Int { decodedBytes.load(ordering: .relaxed) }
    /// Lines scanned.
    package var lines: Int { scannedLines.load(ordering: .relaxed) }

    package func add(read: Int, decoded: Int) {
        readBytes.add(read, ordering: .relaxed)
        decodedBytes.add(decoded, ordering: .relaxed)
    }

    package func add(lines: Int) { scannedLines.add(lines, ordering: .relaxed) }
}
