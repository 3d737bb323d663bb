import LinkTallyCore

/// A window of whole lines on its way from the thread that read it to the one that scans it.
struct FilledWindow: Sendable {
    let buffer: WindowBuffer
    /// Bytes of whole lines at the front of `buffer`.
    let count: Int
    /// Lines longer than `LineBuffer.lineLimit` that stood before them.
    let oversizedLines: Int
    let record: InputRecord
    /// Index of the window in its input.
    let segment: UInt32
    /// The format with what the lines before the window said of these.
    let run: FormatRun
}
