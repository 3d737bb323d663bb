import LinkTallyCore
import LinkTallyInput

/// A window of whole lines on its way from the thread that read it to the one that scans it.
struct FilledWindow: Sendable {
    let buffer: WindowBuffer
    /// Bytes of whole lines at the front of `buffer`.
    let count: Int
    /// Of those and the beginning of the next line: bytes whose checksum is to be taken before anything else.
    let unchecked: UncheckedBytes?
    /// Lines longer than `LineBuffer.lineLimit` that stood before them.
    let oversizedLines: Int
    let record: InputRecord
    /// Index of the window in its input.
    let segment: UInt32
    /// The format with what the lines before the window said of these.
    let run: FormatRun
}
