@testable import LinkTallyCore

/// What in a link is none of the six parameters.
struct ForeignParts {
    private let front: [UInt8]
    private let pieces: [[UInt8]]
    private let fragment: [UInt8]

    init(_ link: [UInt8]) {
        let hash = link.firstIndex(of: UInt8(ascii: "#")) ?? link.count
        let mark = link[..<hash].firstIndex(of: UInt8(ascii: "?")) ?? hash
        front = Array(link[..<mark])
        fragment = Array(link[hash...])
        let query = link[mark..<hash].dropFirst()
        let names = Parameter.allCases.map { Array($0.name.utf8) }
        pieces = query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).map(Array.init).filter {
            piece in !names.contains(QueryOracle.decoded(piece.prefix { $0 != UInt8(ascii: "=") }[...]))
        }
    }

    /// The bytes in their order. Empty pieces at the query's end and the `?` of an empty query may come and go with a
    /// parameter, and are left out.
    var text: [UInt8] {
        var pieces = pieces[...]
        while pieces.last?.isEmpty == true { pieces.removeLast() }
        return front + [0] + Array(pieces.joined(separator: [UInt8(ascii: "&")])) + [0] + fragment
    }
}
