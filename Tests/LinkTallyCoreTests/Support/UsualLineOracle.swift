@testable import LinkTallyCore

/// What the line kernel must find, written once more, slowly and from its header's words alone.
enum UsualLineOracle {
    struct Found: Equatable {
        var lineFeed: Int
        var openingQuote: Int
        var closingQuote: Int
        var pathEnd: Int
        /// Nil: no query. Empty and `isClean` false: not clean.
        var hasQuery: Bool
        var isClean: Bool
        var values: [Parameter: Range<Int>]
        /// Whether a foreign name of a clean query may be meant for one of the six, or a fragment stands behind it.
        var isSuspect = false
    }

    /// The parts of the line at `start`, or nil where it is not usual.
    static func find(_ bytes: [UInt8], at start: Int) -> Found? {
        guard bytes.count - start >= 576 else { return nil }
        let line = bytes[start...]
        guard let feed = line.prefix(448).firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let marks = line.prefix(320).indices.filter { [UInt8(ascii: "\""), UInt8(ascii: "\\")].contains(line[$0]) }
        guard marks.count >= 2, line[marks[0]] == UInt8(ascii: "\""), line[marks[1]] == UInt8(ascii: "\""),
            marks[0] - start >= 29, marks[1] < feed
        else { return nil }
        let request = line[marks[0] + 1..<marks[1]]
        guard request.count >= 14, request.starts(with: "GET ".utf8) else { return nil }
        let version = Array(request.suffix(9))
        guard version.starts(with: " HTTP/".utf8), version[7] == UInt8(ascii: "."),
            isDigit(version[6]), isDigit(version[8])
        else { return nil }
        let target = request.dropFirst(4).dropLast(9)
        guard !target.isEmpty, target.first != UInt8(ascii: " "), target.last != UInt8(ascii: " ") else { return nil }
        let end = target.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? target.endIndex
        var found = Found(
            lineFeed: feed, openingQuote: marks[0], closingQuote: marks[1], pathEnd: end, hasQuery: false,
            isClean: false, values: [:])
        let query = target[end...].dropFirst()
        if end == target.endIndex || line[end] != UInt8(ascii: "?") || query.isEmpty || query.first == UInt8(ascii: "#")
        {
            return found
        }
        found.hasQuery = true
        if query.count < 256, let values = cleanValues(query) {
            found.isClean = true
            found.values = values
            let parts = query.split(separator: UInt8(ascii: "#"), maxSplits: 1, omittingEmptySubsequences: false)
            let names = parts[0].split(separator: UInt8(ascii: "&")).map { $0.prefix { $0 != UInt8(ascii: "=") } }
            found.isSuspect =
                parts.count > 1
                || names.contains { name in
                    let text = String(decoding: name, as: UTF8.self).lowercased()
                    return !Parameter.allCases.contains { $0.name.utf8.elementsEqual(name) }
                        && ["ut", "cl", "amp;"].contains { text.utf8.starts(with: $0.utf8) }
                }
        }
        return found
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The values of the six names in a query; nil where the scanner in Swift is asked.
    private static func cleanValues(_ query: ArraySlice<UInt8>) -> [Parameter: Range<Int>]? {
        let end = query.firstIndex(of: UInt8(ascii: "#")) ?? query.endIndex
        var values: [Parameter: Range<Int>] = [:]
        for piece in query[..<end].split(separator: UInt8(ascii: "&")) {
            // A name without `=`, or with an escape, might be one of the six.
            guard let sign = piece.firstIndex(of: UInt8(ascii: "=")), !piece[..<sign].contains(UInt8(ascii: "%")) else {
                return nil
            }
            guard let parameter = Parameter.allCases.first(where: { Array($0.name.utf8) == Array(piece[..<sign]) })
            else {
                continue
            }
            let value = piece[(sign + 1)...]
            guard values[parameter] == nil, !value.isEmpty, value.count <= parameter.limit,
                value.allSatisfy(ValueAlphabet.contains)
            else { return nil }
            values[parameter] = value.startIndex..<value.endIndex
        }
        return values
    }
}
