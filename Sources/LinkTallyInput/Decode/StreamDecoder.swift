import LinkTallyCore

/// From the bytes of an input as they are stored to those of the log.
protocol StreamDecoder: AnyObject {
    /// Fills `buffer` as far as there is log; returns the number of bytes, 0 at the end.
    ///
    /// Bytes decoded before a fault are returned first; the fault is thrown by the next call.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int

    /// As `DecodedSource.readWindow`.
    func readWindow(into buffer: UnsafeMutableRawBufferPointer, room: Int) throws(InputError) -> WindowReading

    /// Whether `readWindow` may leave checksums to whoever has the window.
    var leavesChecksums: Bool { get set }

    /// As `DecodedSource.expect`.
    func expect(_ unchecked: UncheckedBytes)

    /// As `DecodedSource.takeBack`.
    func takeBack(_ window: WindowBuffer)

    /// As `DecodedSource.prefersToFill`.
    func prefersToFill(_ room: Int) -> Bool

    /// Bytes taken from the input.
    var readBytes: Int { get }
    /// What was odd, once the end is reached.
    var warning: InputWarning? { get }
}

extension StreamDecoder {
    func readWindow(into buffer: UnsafeMutableRawBufferPointer, room: Int) throws(InputError) -> WindowReading {
        .bytes(try unsafe read(into: buffer))
    }

    var leavesChecksums: Bool {
        get { false }
        set {}
    }

    func expect(_ unchecked: UncheckedBytes) {}

    func takeBack(_ window: WindowBuffer) {}

    func prefersToFill(_ room: Int) -> Bool { true }
}
