/// One input of payment events as the report lists it.
package struct EventInputSummary: Sendable {
    /// The name as given, `-` for stdin.
    package let name: String
    /// `gzip` or `plain`; nil where nothing could be read.
    package let container: String?
    /// Decoded bytes.
    package let bytes: Int
    package let counts: EventCounts
    /// An error code, or nil.
    package let error: String?
    /// A warning code, or nil.
    package let warning: String?

    package init(name: String, container: String?, bytes: Int, counts: EventCounts, error: String?, warning: String?) {
        self.name = name
        self.container = container
        self.bytes = bytes
        self.counts = counts
        self.error = error
        self.warning = warning
    }
}
