/// One `name=value` of a query, as it stands.
struct QueryPiece {
    /// The whole piece, without the `&` at its ends.
    let range: Range<Int>
    /// The place of the `=`, or the piece's end.
    let nameEnd: Int
    /// The parameter whose name it has, decoded.
    let parameter: Parameter?

    /// The value: nothing where there is no `=`.
    var value: Range<Int> { min(nameEnd + 1, range.upperBound)..<range.upperBound }

    /// The piece that begins at `start` of a query that ends at `end`. O(piece).
    init(in bytes: RawSpan, at start: Int, to end: Int) {
        let pieceEnd = bytes.firstIndex(of: UInt8(ascii: "&"), from: start, to: end)
        nameEnd = bytes.firstIndex(of: UInt8(ascii: "="), from: start, to: pieceEnd)
        range = start..<pieceEnd
        parameter = ParameterName.parameter(in: bytes, start..<nameEnd)
    }
}
