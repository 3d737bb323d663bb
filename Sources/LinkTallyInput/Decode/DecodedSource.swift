import LinkTallyCore

/// Where a `LineBuffer` gets its bytes: decoded, in order.
package protocol DecodedSource: ~Copyable {
    /// Fills the front of `buffer`, which is not empty; returns the number of bytes, 0 at the end.
    ///
    /// Bytes read before a fault are returned first; the fault is thrown by the next call.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int

    /// As `read`, where what comes next may stand in a window of its own already, with room for `room` bytes before it: it is lent
    /// as it is, and not copied.
    mutating func readWindow(
        into buffer: UnsafeMutableRawBufferPointer, room: Int
    ) throws(InputError) -> WindowReading

    /// Takes note of the bytes that it said were `unchecked`.
    func expect(_ unchecked: UncheckedBytes)

    /// Takes a window that a lent one took the place of.
    func takeBack(_ window: WindowBuffer)

    /// Whether the last `room` bytes of a window that has whole lines should be filled, too. Not where what comes next is one
    /// piece that does not fit.
    func prefersToFill(_ room: Int) -> Bool

    /// At the end: whether a last line without a line feed waits for the rest of it, and is no line yet.
    var endsOpen: Bool { get }
}

extension DecodedSource where Self: ~Copyable {
    package mutating func readWindow(
        into buffer: UnsafeMutableRawBufferPointer, room: Int
    ) throws(InputError) -> WindowReading {
        .bytes(try unsafe read(into: buffer))
    }

    package func expect(_ unchecked: UncheckedBytes) {}

    package func takeBack(_ window: WindowBuffer) {}

    package func prefersToFill(_ room: Int) -> Bool { true }

    package var endsOpen: Bool { false }
}

/// Where the bytes are that a source was asked for.
package enum WindowReading {
    /// At the front of the buffer that was to be filled: so many of them, 0 at the end.
    case bytes(Int)
    /// As `bytes`; of so many `last` ones nobody has taken the checksum yet. Before anything else is read, the source must be told
    /// to `expect` it.
    case unchecked(Int, last: Int)
    /// At the front of a window, which is the reader's from now on.
    case window(WindowBuffer, count: Int)
}

/// From the bytes of an input as they are stored to those of the log.
protocol StreamDecoder: AnyObject, DecodedSource {
    /// Whether `readWindow` may leave checksums to whoever has the window.
    var leavesChecksums: Bool { get set }

    /// Bytes taken from the input.
    var readBytes: Int { get }
    /// What was odd, once the end is reached.
    var warning: InputWarning? { get }
}

extension StreamDecoder {
    var leavesChecksums: Bool {
        get { false }
        set {}
    }
}
