/// One input as the report lists it.
package struct InputSummary: Sendable {
    /// The name as given, `-` for stdin; made valid UTF-8.
    package var name: String
    /// `gzip` or `plain`; nil where it is unknown because nothing could be read.
    package var container: String?
    /// The format's name; nil where none was named or recognised.
    package var format: String?
    /// Decoded bytes.
    package var bytes: Int
    /// Lines that were counted.
    package var lines: Int
    /// An error code of the schema, or nil.
    package var error: String?
    /// A warning code of the schema, or nil.
    package var warning: String?

    package init(
        name: String, container: String? = nil, format: String? = nil, bytes: Int = 0, lines: Int = 0,
        error: String? = nil, warning: String? = nil
    ) {
        self.name = name
        self.container = container
        self.format = format
        self.bytes = bytes
        self.lines = lines
        self.error = error
        self.warning = warning
    }
}
