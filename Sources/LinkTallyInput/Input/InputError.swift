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

    package init(_ fault: InputFault, code: Int32? = nil, offset: Int? = nil) {
        self.fault = fault
        self.code = code
        self.offset = offset
        content = nil
    }

    /// The input is something that cannot be read.
    package init(_ content: OtherContent) {
        fault = content.isPacked ? .otherCompression : .otherEncoding
        (code, offset) = (nil, nil)
        self.content = content
    }

    /// What happened, in words that can stand before a place: "... at byte 48,213".
    package var explanation: String {
        guard let content else { return fault.explanation }
        return content.isPacked
            ? "is packed with \(content.name), and only gzip is unpacked"
            : "is \(content.name) text, and only ASCII and UTF-8 are read"
    }
}
