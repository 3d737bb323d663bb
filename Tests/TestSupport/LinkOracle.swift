import LinkTallyCore

/// What must hold of a link that was built and repaired, looked at by hand, not by what the builder knows.
package enum LinkOracle {
    /// Builds a link of `base`, with the values nearest to `texts`, and repairs it.
    ///
    /// - Returns: What does not hold; nil where all does or where the base is no URL, which is `refused`.
    package static func complaint(_ base: [UInt8], _ texts: [Parameter: [UInt8]], refused: inout Bool) -> String? {
        var builder: LinkBuilder
        do throws(LinkError) { builder = try LinkBuilder(bytes: base) } catch {
            refused = true
            return nil
        }
        refused = false
        var set: [Parameter: String] = [:]
        for (parameter, text) in texts {
            guard let value = ParameterValue.nearest(to: DecodedValue(text: text), for: parameter) else { continue }
            builder.set(value)
            set[parameter] = value.text
        }
        let repairs = builder.repair()
        guard let link = try? builder.link().bytes else { return "a repaired link is refused" }
        var check = LinkCheck()
        check.check(link.rawSpan, link.indices)
        if check.hasDropped || !check.isURL { return "something would be dropped" }
        let codes = codes(of: link)
        if set.contains(where: { codes[$0] != $1 }) { return "a value that was set is another one" }
        if repairs.contains(where: { codes[$0.rejection.parameter] != $0.value?.text }) {
            return "a repair is not there"
        }
        if ForeignParts(link).text != ForeignParts(base).text { return "a foreign byte changed" }
        for (parameter, text) in Self.codes(of: base) where set[parameter] == nil && codes[parameter] != text {
            return "a value that was kept is another one"
        }
        return again(link, codes)
    }

    /// The codes of a link make it again: of itself, and of another base.
    private static func again(_ link: [UInt8], _ codes: [Parameter: String]) -> String? {
        for base in [link, Array("https://other.example/?q=1".utf8)] {
            guard var builder = try? LinkBuilder(bytes: base) else { return "a link is no base" }
            for (parameter, text) in codes {
                guard (try? builder.set(parameter, to: text)) != nil else { return "a kept value is refused" }
            }
            guard let next = try? builder.link().bytes, Self.codes(of: next) == codes,
                ForeignParts(next).text == ForeignParts(base).text
            else { return "kept values do not make the link again" }
        }
        return nil
    }

    /// The accepted values of a link, decoded.
    private static func codes(of link: [UInt8]) -> [Parameter: String] {
        let hash = link.firstIndex(of: UInt8(ascii: "#")) ?? link.count
        guard let mark = link[..<hash].firstIndex(of: UInt8(ascii: "?")) else { return [:] }
        let query = Array(link[(mark + 1)..<hash])
        let verdicts = QueryOracle.verdicts(query)
        var codes: [Parameter: String] = [:]
        for piece in query.split(separator: UInt8(ascii: "&")) {
            let sign = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
            let name = QueryOracle.decoded(piece[..<sign])
            guard let parameter = Parameter.allCases.first(where: { Array($0.name.utf8) == name }),
                verdicts[parameter]?.verdict == .accepted, codes[parameter] == nil
            else { continue }
            codes[parameter] = String(decoding: QueryOracle.decoded(piece[sign...].dropFirst()), as: UTF8.self)
        }
        return codes
    }
}

/// What in a link is none of the six parameters.
private struct ForeignParts {
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
