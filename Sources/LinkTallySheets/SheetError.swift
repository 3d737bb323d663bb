/// Why bytes are no sheet.
package enum SheetError: Error, Equatable {
    /// There is no header.
    case empty
    /// A quote is never closed, or a closed one is followed by text.
    case quote
    /// A row, from 1 with the header, has text in more cells than the header has.
    case wideRow(Int)
}
