/// What becomes of a link's six parameters, and what was nearly one of them. One is reused for many links.
package struct LinkCheck: ~Copyable {
    /// The most findings that are kept of a link: hostile ones have no end of them.
    package static let findingLimit = 20

    /// The link without white space at its ends.
    package private(set) var link = 0..<0
    /// Whether it begins as a URL or a request target does.
    package private(set) var isURL = false
    /// The verdicts on the query; offsets count in the bytes that were checked.
    package private(set) var verdicts = QueryVerdicts()
    /// In the order in which they stand in the link; placeholders last.
    package private(set) var findings: [LinkFinding] = []
    /// Findings beyond `findingLimit`.
    package private(set) var moreFindings = 0

    private let scanner = QueryScanner()

    package init() {}

    /// Whether the payment page would drop a value.
    package var hasDropped: Bool { verdicts.hasRejection || verdicts.hasDuplicates }

    /// Checks the link in `range` of `bytes`; what was found of the link before is forgotten. O(range).
    ///
    /// Traps on an offset of 4 GiB or more: offsets are 32 bits wide.
    package mutating func check(_ bytes: RawSpan, _ range: Range<Int>) {
        precondition(range.upperBound <= Int(UInt32.max))
        let parts = LinkParts(bytes, range)
        link = parts.link
        isURL = parts.isURL
        findings.removeAll(keepingCapacity: true)
        moreFindings = 0
        let query = parts.query ?? parts.fragment.lowerBound..<parts.fragment.lowerBound
        scanner.scan(bytes, from: query.lowerBound, to: query.upperBound, into: &verdicts)
        findInQuery(bytes, query)
        if !parts.fragment.isEmpty { findInFragment(bytes, parts.fragment) }
        if !verdicts.accepted.isEmpty { findPlaceholders(bytes, query) }
    }

    /// Finds what is nearly one of the six in the query in `range`, with the fragment behind it; what was found before is
    /// forgotten. O(range).
    mutating func findNames(_ bytes: RawSpan, inQuery range: Range<Int>) {
        findings.removeAll(keepingCapacity: true)
        moreFindings = 0
        let hash = bytes.firstIndex(of: UInt8(ascii: "#"), from: range.lowerBound, to: range.upperBound)
        findInQuery(bytes, range.lowerBound..<hash)
        if hash < range.upperBound { findInFragment(bytes, hash..<range.upperBound) }
    }

    private mutating func findInQuery(_ bytes: RawSpan, _ query: Range<Int>) {
        var seen: ParameterSet = []
        var index = query.lowerBound
        let end = query.upperBound
        while index < end {
            let known: Parameter?
            let behindName: Int
            if let (parameter, value) = scanner.quickName(in: bytes, at: index, to: end) {
                (known, behindName) = (parameter, value)
            } else {
                behindName = Self.endOfName(bytes, index, end)
                known = match(bytes, index..<behindName, end)
            }
            if let known {
                if seen.contains(known) {
                    let piece = index..<bytes.firstIndex(of: UInt8(ascii: "&"), from: index, to: end)
                    add(LinkFinding(kind: .duplicate, parameter: known, range: piece, place: index))
                }
                seen.insert(ParameterSet(known))
            }
            index = findSeparators(bytes, index, behindName, end)
        }
    }

    /// The parameter whose name stands in `name`; what is nearly one becomes a finding.
    private mutating func match(_ bytes: RawSpan, _ name: Range<Int>, _ end: Int) -> Parameter? {
        // A name goes on behind a `;` or `?`, and is a foreign one.
        if name.upperBound < end {
            let byte = bytes.byte(at: name.upperBound)
            guard byte != UInt8(ascii: ";"), byte != UInt8(ascii: "?") else { return nil }
        }
        switch NearName.match(bytes, name) {
        case nil: return nil
        case .exact(let parameter): return parameter
        case .otherCase(let parameter): addName(.otherCase, parameter, bytes, name, end)
        case .misspelt(let parameter): addName(.misspelt, parameter, bytes, name, end)
        case .encodedSign(let parameter): addName(.encodedSign, parameter, bytes, name, end)
        }
        return nil
    }

    private mutating func addName(
        _ kind: LinkFinding.Kind, _ parameter: Parameter, _ bytes: RawSpan, _ name: Range<Int>, _ end: Int
    ) {
        let piece = name.lowerBound..<bytes.firstIndex(of: UInt8(ascii: "&"), from: name.upperBound, to: end)
        add(
            LinkFinding(
                kind: kind, parameter: parameter, range: piece, place: Self.difference(parameter, bytes, name, kind)))
    }

    /// The first byte of a name that is not as in the parameter's; the `%` of an encoded `=`.
    private static func difference(
        _ parameter: Parameter, _ bytes: RawSpan, _ name: Range<Int>, _ kind: LinkFinding.Kind
    ) -> Int {
        var index = name.lowerBound
        for letter in parameter.name.utf8 {
            guard index < name.upperBound, bytes.byte(at: index) == letter else { break }
            index += 1
        }
        // Nothing differs up to the name's end: it is too short, and the last byte is what there is to show.
        return min(index, max(name.lowerBound, name.upperBound - 1))
    }

    /// Looks between `start` and the piece's end for a parameter behind what does not separate; returns the place behind
    /// the piece's `&`, or `end`.
    private mutating func findSeparators(_ bytes: RawSpan, _ piece: Int, _ start: Int, _ end: Int) -> Int {
        var index = start
        while true {
            index = bytes.firstIndex(
                of: UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: "?"), or: UInt8(ascii: "&"), from: index, to: end
            )
            guard index < end else { return end }
            let byte = bytes.byte(at: index)
            index += 1
            if byte == UInt8(ascii: "&") { return index }
            guard let parameter = ParameterName.exact(in: bytes, at: index), index < end else { continue }
            var (kind, place) = (LinkFinding.Kind.secondQuestionMark, index - 1)
            if byte == UInt8(ascii: ";") {
                kind = .semicolon
                // The `&` of `&amp;` does separate: the piece is `amp;utm_medium=x`.
                if index - 1 - piece == 3, piece > link.lowerBound, bytes.spells("amp", piece..<index - 1),
                    bytes.byte(at: piece - 1) == UInt8(ascii: "&")
                {
                    (kind, place) = (.htmlEntity, piece - 1)
                }
            }
            add(kind, parameter, bytes, from: place, behind: index, end)
        }
    }

    /// Parameters that stand behind the `#`, which ends the query.
    private mutating func findInFragment(_ bytes: RawSpan, _ fragment: Range<Int>) {
        var index = fragment.lowerBound
        let end = fragment.upperBound
        while index < end {
            if let parameter = ParameterName.exact(in: bytes, at: index + 1), index + 1 < end {
                add(.fragment, parameter, bytes, from: index, behind: index + 1, end)
            }
            index = bytes.firstIndex(
                of: UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: "?"), or: UInt8(ascii: "#"), from: index + 1,
                to: end)
        }
    }

    /// Adds a finding that reaches from `place` to the end of the parameter that stands at `behind`.
    private mutating func add(
        _ kind: LinkFinding.Kind, _ parameter: Parameter, _ bytes: RawSpan, from place: Int, behind: Int, _ end: Int
    ) {
        let pieceEnd = bytes.firstIndex(
            of: UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: "?"), or: UInt8(ascii: "#"), from: behind, to: end)
        add(LinkFinding(kind: kind, parameter: parameter, range: place..<pieceEnd, place: place))
    }

    /// Values whose bytes are all allowed, and that a template was to replace: `__CAMPAIGN_NAME__`.
    private mutating func findPlaceholders(_ bytes: RawSpan, _ query: Range<Int>) {
        for parameter in Parameter.allCases where verdicts.accepted.contains(parameter) {
            let value = verdicts.records[Int(parameter.rawValue)].range
            guard value.count > 4, bytes.byte(at: value.lowerBound) == UInt8(ascii: "_"),
                bytes.byte(at: value.upperBound - 1) == UInt8(ascii: "_")
            else { continue }
            let text = DecodedValue(bytes, value)
            guard text.isPlaceholder else { continue }
            let before = bytes.lastIndex(of: UInt8(ascii: "&"), from: query.lowerBound, to: value.lowerBound)
            let piece = (before.map { $0 + 1 } ?? query.lowerBound)..<value.upperBound
            add(LinkFinding(kind: .placeholder, parameter: parameter, range: piece, place: value.lowerBound))
        }
    }

    private mutating func add(_ finding: LinkFinding) {
        if findings.count < Self.findingLimit { findings.append(finding) } else { moreFindings += 1 }
    }

    /// The end of a name: what follows it is a `=` or a `&`, or what looks like a separator.
    private static func endOfName(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        bytes.firstIndex(
            of: UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: ";"), or: UInt8(ascii: "?"), from: start, to: end)
    }
}

/// What a person may have meant for a parameter and the payment page does not read, or would not keep as it was meant.
package struct LinkFinding: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The name stood before: only the first value counts, this one is dropped.
        case duplicate
        /// The name in other case: `UTM_Source`.
        case otherCase = "other_case"
        /// A name that is nearly one of the six: `utm_sorce`.
        case misspelt
        /// `;` in front of a name.
        case semicolon
        /// `&amp;` in front of a name.
        case htmlEntity = "html_entity"
        /// A second `?` in front of a name.
        case secondQuestionMark = "second_question_mark"
        /// A name and `%3D`: the `=` is encoded.
        case encodedSign = "encoded_sign"
        /// A parameter in the fragment.
        case fragment
        /// A value that is kept, and looks like an unfilled placeholder.
        case placeholder
    }

    package let kind: Kind
    /// The parameter that was meant.
    package let parameter: Parameter
    /// Where it stands in the link, with what is wrong in front of it.
    package let range: Range<Int>
    /// The first byte that is wrong.
    package let place: Int
    /// Whether a value is dropped by it; what was never read is not.
    package var isDropped: Bool { kind == .duplicate }
    /// Whether it is a name that was never read.
    package var isName: Bool { kind != .duplicate && kind != .placeholder }

    /// Where the name stands in `bytes`, with what is wrong in front of it or with its encoded sign. O(range).
    func name(in bytes: RawSpan) -> Range<Int> {
        if kind == .encodedSign { return range.lowerBound..<min(place + "%3D".utf8.count, range.upperBound) }
        return range.lowerBound..<bytes.firstIndex(of: UInt8(ascii: "="), from: range.lowerBound, to: range.upperBound)
    }
}
