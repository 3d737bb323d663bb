/// What a line says about whether it is of a format: recognition counts it, and `explain` shows it.
///
/// Every format reads lines of other formats: a shape is soon there by chance. So that none is taken for known by guess,
/// what must be a time is looked at as one, and a method as a method, before a format is told.
enum Evidence {
    /// The line is of the format.
    case proof
    /// The line speaks neither for nor against: a JSON object that is no access record, a line about the log itself.
    case neither(Doubt)
    /// The line is of another format, or damaged.
    case against(Doubt)

    /// A proof, unless there is a doubt.
    init(_ doubt: Doubt?) {
        if let doubt { self = .against(doubt) } else { self = .proof }
    }

    /// What keeps the line from being a proof.
    var doubt: Doubt? {
        switch self {
        case .proof: nil
        case .neither(let doubt), .against(let doubt): doubt
        }
    }
}

/// What a line does not have that lines of a format have.
package struct Doubt: Sendable, Equatable {
    /// Where it should stand: an offset in the bytes of the line, or its end.
    package let place: Int
    /// What should stand there, in words behind "needs".
    package let expected: String

    init(_ place: Int, _ expected: String) {
        self.place = place
        self.expected = expected
    }

    /// A request target should stand at `place`.
    static func target(_ place: Int) -> Doubt { Doubt(place, "a request target: /path or https://host/path") }

    /// What stands behind `place` has the shape of a time, and is none.
    static func time(_ place: Int) -> Doubt { Doubt(place, "a day and a time that exist") }
}

/// What must hold for fields of a line before it counts as evidence.
enum FieldProof {
    /// A doubt about a request line in quotes: its method is one, and so is its target.
    ///
    /// A line with a version (`HTTP/1.1`) may have any method in capitals, as extensions have. Without one only those of the
    /// registry and a few that servers know are taken for methods: FTP servers write their commands in the same place.
    static func request(_ bytes: RawSpan, _ range: Range<Int>, target: Range<Int>, in text: RawSpan) -> Doubt? {
        let end = bytes.firstIndex(of: UInt8(ascii: " "), from: range.lowerBound, to: range.upperBound)
        let method = range.lowerBound..<end
        guard isUpperCase(bytes, method), hasVersion(bytes, range) || isKnownMethod(bytes, method) else {
            return Doubt(range.lowerBound, "a method of HTTP")
        }
        let isAuthority = bytes.spells("CONNECT", method)
        guard isAuthority || isTarget(text, target) else {
            return .target(min(end + 1, range.upperBound))
        }
        return nil
    }

    /// Whether `range` is a target as requests have it (RFC 9112, section 3.2), but for the authority of CONNECT. O(scheme).
    static func isTarget(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard let first = range.isEmpty ? nil : bytes.byte(at: range.lowerBound) else { return false }
        return first == UInt8(ascii: "/") || (first == UInt8(ascii: "*") && range.count == 1)
            || LinkLocator.endOfScheme(bytes, range) != nil
    }

    /// Whether `range` is a method of the registry (https://www.iana.org/assignments/http-methods), or one that caches and
    /// proxies know. O(1).
    static func isKnownMethod(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        methods.contains { bytes.spells($0, range) }
    }

    private static let methods: [StaticString] = [
        "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE", "PROPFIND", "PROPPATCH",
        "MKCOL", "COPY",
        "MOVE", "LOCK", "UNLOCK", "ACL", "BASELINE-CONTROL", "BIND", "CHECKIN", "CHECKOUT", "LABEL", "LINK", "MERGE",
        "MKACTIVITY", "MKCALENDAR", "MKREDIRECTREF", "MKWORKSPACE", "ORDERPATCH", "PRI", "QUERY", "REBIND", "REPORT",
        "SEARCH",
        "UNBIND", "UNCHECKOUT", "UNLINK", "UPDATE", "UPDATEREDIRECTREF", "VERSION-CONTROL", "PURGE", "BAN",
    ]

    private static func isUpperCase(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        !range.isEmpty
            && range.allSatisfy { index in
                let byte = bytes.byte(at: index)
                return UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_")
            }
    }

    private static func hasVersion(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard let space = bytes.lastIndex(of: UInt8(ascii: " "), from: range.lowerBound, to: range.upperBound) else {
            return false
        }
        return range.upperBound - space > 6 && bytes.spells("HTTP/", space + 1..<space + 6)
    }

    /// Whether `word` is a host as servers write theirs: a name or an address with a port, or a name with a dot. What stands in front
    /// without a port may as well be the address of a visitor, a number, a time, a country or what a cache did. O(word).
    static func isHost(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        let name = withoutPort(bytes, word)
        let hasPort = name.upperBound < word.upperBound
        if hasPort, isAddress(bytes, name) { return true }
        if bytes.spells("localhost", name) { return true }
        return isName(bytes, name)
            && (hasPort
                || bytes.firstIndex(of: UInt8(ascii: "."), from: name.lowerBound, to: name.upperBound) < name.upperBound)
    }

    /// Whether a colon and one to five digits stand at the end of `word`. O(1).
    static func hasPort(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        withoutPort(bytes, word).upperBound < word.upperBound
    }

    /// Whether `word` is an address, or the name of a host with a dot or without. O(word).
    static func isClient(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        let name = withoutPort(bytes, word)
        return isAddress(bytes, word) || isAddress(bytes, name) || isName(bytes, name)
    }

    /// Whether `word` is an address or a name, and behind its last colon a port; IPv6 may have no brackets. O(word).
    static func isPeer(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        guard let colon = bytes.lastIndex(of: UInt8(ascii: ":"), from: word.lowerBound, to: word.upperBound) else {
            return false
        }
        let port = colon + 1..<word.upperBound
        return 1...5 ~= port.count && port.allSatisfy { isDigit(bytes.byte(at: $0)) }
            && isClient(bytes, word.lowerBound..<colon)
    }

    private static func withoutPort(_ bytes: RawSpan, _ word: Range<Int>) -> Range<Int> {
        var end = word.upperBound
        while end > word.lowerBound, isDigit(bytes.byte(at: end - 1)) { end -= 1 }
        guard end > word.lowerBound, 1...5 ~= word.upperBound - end, bytes.byte(at: end - 1) == UInt8(ascii: ":") else {
            return word
        }
        // Without brackets, what ends like this is an IPv6 address.
        let name = word.lowerBound..<end - 1
        return bytes.firstIndex(of: UInt8(ascii: ":"), from: name.lowerBound, to: name.upperBound) < name.upperBound
            && bytes.byte(at: name.lowerBound) != UInt8(ascii: "[") ? word : name
    }

    /// Letters, digits, dashes, underscores and dots, the last label beginning with a letter (RFC 3696, section 2).
    private static func isName(_ bytes: RawSpan, _ name: Range<Int>) -> Bool {
        guard !name.isEmpty, name.count <= 255, !isKnownMethod(bytes, name) else { return false }
        var end = name.upperBound
        if bytes.byte(at: end - 1) == UInt8(ascii: ".") { end -= 1 }
        guard name.lowerBound < end else { return false }
        for index in name.lowerBound..<end {
            let byte = bytes.byte(at: index)
            guard byte.isLetter || isDigit(byte) || "-_.".utf8.contains(byte) || byte >= 0x80 else { return false }
        }
        let dot = bytes.lastIndex(of: UInt8(ascii: "."), from: name.lowerBound, to: end)
        let label = dot.map { $0 + 1 } ?? name.lowerBound
        return label < end && !isDigit(bytes.byte(at: label))
    }

    /// Whether `word` is an IPv4 or IPv6 address, as far as its letters tell. O(word).
    static func isAddress(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        if word.count > 2, bytes.byte(at: word.lowerBound) == UInt8(ascii: "["),
            bytes.byte(at: word.upperBound - 1) == UInt8(ascii: "]")
        {
            return isAddress(bytes, word.dropFirst().dropLast())
        }
        var (dots, colons, digits) = (0, 0, 0)
        for index in word {
            switch bytes.byte(at: index) {
            case UInt8(ascii: "."): dots += 1
            case UInt8(ascii: ":"): colons += 1
            case UInt8(ascii: "%") where colons >= 2: return digits > 0
            case let byte where isDigit(byte): digits += 1
            case let byte where HexDigit.value(of: byte) != nil && (colons > 0 || dots == 0): digits += 1
            default: return false
            }
        }
        if colons == 0 { return dots == 3 && digits >= 4 && digits <= 12 }
        return colons >= 2 && colons <= 7 && !isTimeOfDay(bytes, word)
    }

    /// `hh:mm:ss`, which an IPv6 address could be as well, and hardly is.
    private static func isTimeOfDay(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        word.count >= 8 && bytes.byte(at: word.lowerBound + 2) == UInt8(ascii: ":")
            && bytes.byte(at: word.lowerBound + 5) == UInt8(ascii: ":")
            && [0, 1, 3, 4, 6, 7].allSatisfy { isDigit(bytes.byte(at: word.lowerBound + $0)) }
    }

    /// A doubt about quotes in `range`: a backslash escapes one, and the others stand in pairs. O(range).
    static func pairedQuotes(_ bytes: RawSpan, _ range: Range<Int>) -> Doubt? {
        var index = range.lowerBound
        var open: Int?
        while index < range.upperBound {
            let byte = bytes.byte(at: index)
            if byte == UInt8(ascii: "\\") { index += 1 }
            if byte == UInt8(ascii: "\"") { open = open == nil ? index : nil }
            index += 1
        }
        return open.map { Doubt($0, "a second quote for this one") }
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

/// Where a part of a request stands in a line: what `explain` puts carets under.
package struct LinePart: Sendable {
    /// What the part is, as reports and `--json-keys` call it.
    package enum Name: String, Sendable { case request, target, query, time, status, host, agent }

    package let name: Name
    /// An offset in the bytes of the line.
    package let range: Range<Int>

    init(_ name: Name, _ range: Range<Int>) {
        self.name = name
        self.range = range
    }
}
