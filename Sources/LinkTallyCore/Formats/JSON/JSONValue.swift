/// A value of a JSON text (RFC 8259), as a place in it.
struct JSONValue {
    /// What the value is.
    enum Kind {
        /// There is no such key.
        case absent
        /// A string; the range is what stands between the quotes.
        case string
        /// A string with escapes in it.
        case escapedString
        case number
        /// An object, an array, a boolean or null: nothing that is read.
        case other
    }

    var kind = Kind.absent
    var range = 0..<0

    /// Whether it is a string.
    var isString: Bool {
        @inline(__always) get { kind == .string || kind == .escapedString }
    }
}
