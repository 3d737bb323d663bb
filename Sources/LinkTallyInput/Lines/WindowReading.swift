import LinkTallyCore

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
