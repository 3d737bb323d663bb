/// How an origin writes a request as a line of its log.
protocol LineFormat: Sendable {
    /// The name that `--format` takes.
    static var name: String { get }
    /// Bytes of a line, about, for the progress of time in a log whose size is given in bytes.
    static var typicalSize: Int { get }

    init()

    /// Appends the line, with its line feed.
    mutating func append(_ request: LogRequest, to log: inout [UInt8])
}
