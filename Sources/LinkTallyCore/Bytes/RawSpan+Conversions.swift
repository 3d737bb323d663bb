extension [UInt8] {
    /// The array's bytes, lent. O(1).
    package var rawSpan: RawSpan {
        @_lifetime(borrow self)
        get {
            let span = self.span
            // Every byte of an array of bytes is initialised, which is all that is unsafe about `bytes`.
            return unsafe _overrideLifetime(span.bytes, borrowing: self)
        }
    }
}

extension String {
    /// The string's UTF-8 bytes, lent. O(1).
    package var rawSpan: RawSpan {
        @_lifetime(borrow self)
        get {
            let span = utf8Span.span
            // Every byte of a string is initialised, which is all that is unsafe about `bytes`.
            return unsafe _overrideLifetime(span.bytes, borrowing: self)
        }
    }
}

extension RawSpan {
    /// A copy of the bytes. O(n).
    package var array: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }

    /// The bytes as text. O(n).
    package var text: String { String(decoding: array, as: UTF8.self) }
}
