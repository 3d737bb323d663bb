import LinkTallyCore

/// Why an input was not read to its end.
package struct InputError: Error, Sendable, Equatable {
    package let fault: InputFault
    /// The system's error number, where the system refused.
    package let code: Int32?
    /// Offset in the input's own (compressed) bytes, where that says something: of what is wrong (the field of a gzip header or
    /// trailer), of the first byte that is missing, or of one that could not be read. Damaged deflate data is noticed by what
    /// comes of it, so its place is where the decoder had got to: the damage is there or before.
    package let offset: Int?
    /// What the input is instead, where that was recognised.
    package let content: OtherContent?
    /// What JSON the input is, where it is not one object a line.
    package let document: JSONDocument?
    /// What the input is packed in, where that is at fault.
    package let container: Container?
    /// The beginning of the first line, where no format fits.
    package let line: [UInt8]
    /// What more was found, in words behind a semicolon.
    package let hint: String?

    package init(
        _ fault: InputFault, in container: Container? = nil, code: Int32? = nil, offset: Int? = nil,
        line: some Sequence<UInt8> = [], hint: String? = nil
    ) {
        self.fault = fault
        self.container = container
        self.code = code
        self.offset = offset
        self.line = Array(line)
        self.hint = hint
        (content, document) = (nil, nil)
    }

    /// The input is something that cannot be read.
    package init(_ content: OtherContent) {
        fault = content.isPacked ? .otherCompression : .otherEncoding
        (container, code, offset, line, hint, document) = (nil, nil, nil, [], nil, nil)
        self.content = content
    }

    /// The input is JSON that is not one object a line.
    package init(_ document: JSONDocument) {
        fault = .jsonDocument
        (container, code, offset, line, hint, content) = (nil, nil, nil, [], nil, nil)
        self.document = document
    }

    /// What happened, in words that can stand before a place: "... at byte 48,213".
    package var explanation: String {
        if let document { return "is \(document.name), and only one object a line is read" }
        guard let content else { return fault.explanation(of: container ?? .gzip) }
        if content.isArchive { return "is a \(content.name) archive, and archives are not read" }
        let unpacked = Container.unpacked.map(\.rawValue)
        let names = unpacked.count > 1 ? "\(unpacked.dropLast().joined(separator: ", ")) and \(unpacked.last!)" : "gzip"
        return content.isPacked
            ? "is packed with \(content.name), and only \(names) \(unpacked.count > 1 ? "are" : "is") unpacked"
            : "is \(content.name) text, and only ASCII and UTF-8 are read"
    }
}

/// Why an input was not read to its end; the raw values are the error codes of the JSON schema.
package enum InputFault: String, Sendable, CaseIterable {
    case truncatedHeader = "truncated_header"
    case badHeader = "bad_header"
    case truncatedData = "truncated_data"
    case badData = "bad_data"
    case truncatedTrailer = "truncated_trailer"
    case badCRC = "bad_crc"
    case badSize = "bad_isize"
    case windowTooLarge = "window_too_large"
    case unsupportedOption = "unsupported_option"
    case openFailed = "open_failed"
    case readError = "read_error"
    case changedWhileRead = "changed_while_read"
    case interrupted
    case otherCompression = "other_compression"
    case otherEncoding = "other_encoding"
    case unknownFormat = "unknown_format"
    case jsonDocument = "json_document"
    case noTime = "no_time"
    case noStatus = "no_status"
    case noUserAgent = "no_user_agent"
    case noFile = "no_file"
    case wrongFormat = "wrong_format"
    case otherFormat = "other_format"
    case openLine = "open_line"
    case undecided

    /// Whether it was found before anything of the input was read, so that there is nothing to report on.
    package var precedesReading: Bool {
        switch self {
        case .openFailed, .otherCompression, .otherEncoding, .unknownFormat, .jsonDocument, .noTime, .noStatus,
            .noUserAgent:
            true
        default: false
        }
    }

    /// Whether an input is only a beginning: what was read of it is as it was written.
    package var isTruncation: Bool {
        switch self {
        case .truncatedHeader, .truncatedData, .truncatedTrailer: true
        default: false
        }
    }

    /// What happened to an input that is packed in `container`, in words that can stand before a place.
    fileprivate func explanation(of container: Container) -> String {
        switch self {
        case .truncatedHeader: "\(container) header ends early"
        case .badHeader: "\(container) header is damaged"
        case .truncatedData: "\(container) data ends early"
        case .badData: "\(container) data is damaged, noticed"
        case .truncatedTrailer: "\(container) trailer ends early"
        case .badCRC: "\(container) checksum does not match what was unpacked"
        case .badSize: "\(container) length does not match what was unpacked"
        case .windowTooLarge: "\(container) data needs a window of more than \(WindowLimit.byteCount >> 20) MiB"
        case .unsupportedOption: "\(container) data needs a dictionary, or an option that is not known here"
        case .openFailed: "cannot be opened"
        case .readError: "cannot be read"
        case .changedWhileRead: "got shorter while it was read"
        case .interrupted: "was not read to its end, since the run was interrupted"
        case .otherCompression: "is packed by something that is not unpacked"
        case .otherEncoding: "is neither ASCII nor UTF-8"
        case .unknownFormat: "no known format fits"
        case .jsonDocument: "is JSON that is not one object a line"
        case .noTime: "its lines have no readable time, which --from and --to need"
        case .noStatus: "its lines have no status, which --status needs"
        case .noUserAgent: "its lines have no user agent, which --bots needs"
        case .noFile: "is no regular file, which can be read again"
        case .wrongFormat: "more than half of its lines cannot be read, or have no request"
        case .otherFormat: "is known as a log of another format or of another time zone"
        case .undecided: "may be a part of a known log, or another one"
        case .openLine: "goes on inside the last line that was counted, which had no line feed"
        }
    }
}
