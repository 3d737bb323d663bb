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
