import LinkTallyCore

/// A form of the report on links that were checked. Links are written as they come, none is kept.
package protocol LinkRenderer: SendableMetatype {
    /// The name that `--output` takes.
    static var name: String { get }

    init()

    mutating func begin(to writer: inout ByteWriter) throws(WriteFailure)

    /// Writes what becomes of a link: `check` was made of `bytes`.
    mutating func write(
        _ check: borrowing LinkCheck, of bytes: RawSpan, _ place: LinkPlace?, to writer: inout ByteWriter
    ) throws(WriteFailure)

    mutating func end(_ totals: LinkTotals, to writer: inout ByteWriter) throws(WriteFailure)
}
