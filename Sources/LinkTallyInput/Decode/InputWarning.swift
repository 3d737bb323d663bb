/// What is odd about an input that was read to its end.
package enum InputWarning: Sendable, Equatable {
    /// Other bytes stand behind what is packed, from `offset` of the input on.
    case trailingGarbage(offset: Int, Container)
    case mixedFormat
    /// The last block of a file in BGZF is not the empty one that marks the end (SAM specification, 4.1.2).
    case missingEndMarker

    /// What is odd about an input of `lines` lines: what its decoder found or, where that has no code, that more than 1% of them are
    /// `foreignLines`, which another format fits.
    package static func of(_ decoded: InputWarning?, foreignLines: Int, lines: Int) -> InputWarning? {
        decoded?.code == nil && foreignLines * 100 > lines ? .mixedFormat : decoded
    }

    /// The warning code of the JSON schema; nil where the schema has none, and a message alone tells.
    package var code: String? {
        switch self {
        case .trailingGarbage: "trailing_garbage"
        case .mixedFormat: "mixed_format"
        case .missingEndMarker: nil
        }
    }

    /// What was found, and what was done.
    package var explanation: String {
        switch self {
        case .trailingGarbage(_, let container):
            "bytes after the \(container) data are no \(container) data; they and all that follows were left out: "
                + "if the log goes on there, the file is damaged"
        case .mixedFormat:
            "more than 1% of its lines are of another format and were not counted; read them apart, or name the format"
        case .missingEndMarker:
            "the empty block that ends a BGZF file is missing: it was cut off, is still being written, or was never given one; "
                + "without a line feed its last line may be cut short"
        }
    }

    /// Where in the input what is odd begins, if that is one place: from 0.
    package var offset: Int? {
        guard case .trailingGarbage(let offset, _) = self else { return nil }
        return offset
    }
}
