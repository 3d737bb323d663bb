import LinkTallyCore

/// Checks links one after the other and writes what becomes of each.
package struct LinkReport: ~Copyable {
    package private(set) var totals = LinkTotals()
    private var renderer: any LinkRenderer
    private var check = LinkCheck()

    package init(_ renderer: any LinkRenderer) { self.renderer = renderer }

    package mutating func begin(to writer: inout ByteWriter) throws(WriteFailure) {
        try renderer.begin(to: &writer)
    }

    /// Checks the link in `range` of `bytes`. O(range).
    package mutating func add(
        _ bytes: RawSpan, _ range: Range<Int>, _ place: LinkPlace?, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        check.check(bytes, range)
        totals.add(check)
        try renderer.write(check, of: bytes, place, to: &writer)
    }

    package mutating func end(to writer: inout ByteWriter) throws(WriteFailure) {
        try renderer.end(totals, to: &writer)
    }
}
