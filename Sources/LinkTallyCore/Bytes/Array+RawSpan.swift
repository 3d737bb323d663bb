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
