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
