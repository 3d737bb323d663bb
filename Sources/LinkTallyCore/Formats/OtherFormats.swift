/// Tells whether a line that is malformed in the format that was recognised is one of another format: logs of two formats
/// may stand in one file.
struct OtherFormats {
    private var formats: [any LogFormat]
    private var request = LocatedRequest()

    init() { formats = LogFormats.all.map { $0.init() } }

    /// Whether some format reads a request in `line` and claims it. O(formats * line).
    ///
    /// Formats whose columns are told by directives are asked without any: the answer must not depend on what was scanned
    /// before.
    mutating func fit(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> Bool {
        for index in formats.indices {
            unescaped.removeAll()
            if formats[index].parse(bytes, line, into: &request, unescaped: &unescaped) == .request,
                type(of: formats[index]).claims(bytes, line, as: .request)
            {
                return true
            }
        }
        return false
    }
}
