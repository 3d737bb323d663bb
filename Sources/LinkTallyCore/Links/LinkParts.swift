/// Where a link's query and fragment stand (rule R3).
struct LinkParts: Sendable {
    /// The link without white space at its ends.
    let link: Range<Int>
    /// What stands behind the first `?`, up to the fragment; nil where there is no `?` before it.
    let query: Range<Int>?
    /// The first `#` and all behind it; empty at the end of a link that has none.
    let fragment: Range<Int>
    /// Whether it is a link at all: a scheme, `://` and a host, or a request target that begins with `/` or `?`.
    let isURL: Bool

    /// The parts of the link in `range` of `bytes`. O(range).
    init(_ bytes: RawSpan, _ range: Range<Int>) {
        link = bytes.trimmingWhiteSpace(range)
        let end = link.upperBound
        let mark = bytes.firstIndex(of: UInt8(ascii: "?"), or: UInt8(ascii: "#"), from: link.lowerBound, to: end)
        if mark < end, bytes.byte(at: mark) == UInt8(ascii: "?") {
            let hash = bytes.firstIndex(of: UInt8(ascii: "#"), from: mark, to: end)
            query = mark + 1..<hash
            fragment = hash..<end
        } else {
            query = nil
            fragment = mark..<end
        }
        isURL = Self.isURL(bytes, link)
    }

    private static func isURL(_ bytes: RawSpan, _ link: Range<Int>) -> Bool {
        guard !link.isEmpty else { return false }
        switch bytes.byte(at: link.lowerBound) {
        case UInt8(ascii: "/"), UInt8(ascii: "?"): return true
        default: break
        }
        guard let host = LinkLocator.endOfScheme(bytes, link), host < link.upperBound else { return false }
        switch bytes.byte(at: host) {
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return false
        default: return true
        }
    }
}

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
