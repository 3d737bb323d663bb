/// The lines of a window.
package enum LineList {
    /// Calls `body` with the range of each line, without white space at its ends. O(window).
    @inline(__always)
    package static func forEach<Failure>(
        in window: RawSpan, _ body: (Range<Int>) throws(Failure) -> Void
    ) throws(Failure) {
        var start = 0
        let end = window.byteCount
        while start < end {
            let lineFeed = window.firstIndexFar(of: UInt8(ascii: "\n"), from: start, to: end)
            try body(window.trimmingWhiteSpace(start..<lineFeed))
            start = lineFeed + 1
        }
    }
}
