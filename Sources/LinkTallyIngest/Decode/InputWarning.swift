/// What is odd about an input that was read to its end; the raw values are the warning codes of the JSON schema.
package enum InputWarning: String, Sendable, CaseIterable {
    case trailingGarbage = "trailing_garbage"

    /// What was found, and what was done.
    package var explanation: String {
        switch self {
        case .trailingGarbage: "bytes after the gzip data are no gzip data; they were left out"
        }
    }
}
