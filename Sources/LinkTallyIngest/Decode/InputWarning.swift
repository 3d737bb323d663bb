/// What is odd about an input that was read to its end; the raw values are the warning codes of the JSON schema.
package enum InputWarning: String, Sendable, CaseIterable {
    case trailingGarbage = "trailing_garbage"
    case mixedFormat = "mixed_format"

    /// What was found, and what was done.
    package var explanation: String {
        switch self {
        case .trailingGarbage:
            "bytes after the gzip data are no gzip data; they and all that follows were left out: "
                + "if the log goes on there, the file is damaged"
        case .mixedFormat:
            "more than 1% of its lines are of another format and were not counted; read them apart, or name the format"
        }
    }
}
