import LinkTallyCore
import LinkTallyInput

/// What a worker does next.
enum Work: Sendable {
    /// Read an input from its beginning.
    case input(InputRecord)
    /// Read and scan a range of a plain file.
    case range(LineRange)
    /// Scan a window that another worker read.
    case window(FilledWindow)
    /// Inflate blocks of an input that another worker reads.
    case blocks(BlockQueue)
}

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

/// The lines of a big plain file that begin in a range of it: work for one worker.
struct LineRange: Sendable {
    let file: InputDescriptor
    let record: InputRecord
    /// Index in the input of the segment that the lines make.
    let segment: UInt32
    /// Offset of the first byte.
    let start: Int
    /// Whether a line is known to begin at `start`.
    let beginsAtLine: Bool
    /// Offset behind the range; nil: the end of the file.
    let end: Int?

    /// Cuts a file from `start` on, where a line begins, into about equal ranges.
    ///
    /// - Parameters:
    ///   - size: The file's size; the last range goes on to the end that the file has when it is read.
    ///   - firstSegment: The segment of the first range.
    static func split(
        _ file: InputDescriptor, _ record: InputRecord, from start: Int, size: Int, firstSegment: UInt32,
        smallest: Int, jobs: Int
    ) -> [LineRange] {
        // Eight ranges a worker even out what some cost more than others.
        let count = max(1, min((size - start) / smallest, jobs * 8))
        let length = (size - start) / count
        return (0..<count).map { index in
            LineRange(
                file: file, record: record, segment: firstSegment + UInt32(index), start: start + index * length,
                beginsAtLine: index == 0, end: index == count - 1 ? nil : start + (index + 1) * length)
        }
    }
}
