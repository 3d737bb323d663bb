/// A format whose lines are fields in one order, each with a space behind it: a list of `OrderedField`, as an entry
/// of `LogFormats` names it, is all there is to it.
///
/// Lines are read up to the last field that says something of the request. As evidence all fields of the list are
/// looked at; what stands behind them in a line is a visitor's, or says nothing.
struct OrderedFormat: LineFormat {
    private let fields: [OrderedField]
    /// How many of them are read of every line.
    private let readCount: Int
    /// Which of the fields in quotes behind the list is the user agent; nil where none is.
    private let agent: Int?
    /// Which of the fields in quotes, counted from the end of the line, is the host; nil where none is.
    private let hostFromEnd: Int?
    private var clock = ISOClock()
    /// Where reading of the line parsed last stopped.
    private var readEnd = 0

    /// - Parameters:
    ///   - agent: Which of the fields in quotes behind `fields` is the user agent, from 1.
    ///   - hostFromEnd: Which of the fields in quotes is the host, from 1 for the last of the line: what visitors write
    ///     stands before it.
    init(_ fields: [OrderedField], agent: Int? = nil, hostFromEnd: Int? = nil) {
        self.fields = fields
        (self.agent, self.hostFromEnd) = (agent, hostFromEnd)
        readCount = (fields.lastIndex { $0.isRead } ?? 0) + 1
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        let end = line.upperBound
        var index = line.lowerBound
        var kind = LineKind.malformed
        request.isUnescaped = false
        for number in 0..<readCount {
            let field = fields[number]
            guard let content = field.content(bytes, from: index, to: end) else { return .malformed }
            index = field.next(behind: content)
            switch field {
            case .time, .bracketedTime: request.time = clock.read(bytes, content)
            case .epoch: request.time = OrderedField.epoch(bytes, content)
            case .status: request.status = StatusField.status(in: bytes, field: content)
            case .resultAndStatus:
                let slash = bytes.lastIndex(of: UInt8(ascii: "/"), from: content.lowerBound, to: content.upperBound)
                request.status = StatusField.status(
                    in: bytes, field: (slash ?? content.upperBound &- 1) &+ 1..<content.upperBound)
            case .methodAndURL: kind = Self.url(bytes, content, of: &request)
            case .escapedRequest: kind = Self.escaped(bytes, content, of: &request, unescaped: &unescaped)
            case .plainRequest: kind = Self.plain(bytes, content, of: &request)
            default: break
            }
        }
        readEnd = index
        request.host = hostFromEnd.flatMap { Self.quotedFromEnd(bytes, index..<end, $0) }
        return kind
    }

    /// A request as balancers of AWS write it, a quote as `\x22`.
    @inline(__always)
    private static func escaped(
        _ bytes: RawSpan, _ content: Range<Int>, of request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        let hasEscapes =
            bytes.firstIndex(of: UInt8(ascii: "\\"), from: content.lowerBound, to: content.upperBound)
            < content.upperBound
        return request.setTarget(ofRequestLine: content, hasEscapes: hasEscapes, in: bytes, unescaped: &unescaped)
            ? .request : .noTarget
    }

    /// A request in which nothing is escaped, and which has a version, unless it is none.
    @inline(__always)
    private static func plain(_ bytes: RawSpan, _ content: Range<Int>, of request: inout LocatedRequest) -> LineKind {
        guard let target = RequestLine.target(in: bytes, content) else { return .noTarget }
        request.target = target
        return RequestLine.hasVersion(in: bytes, content) ? .request : .malformed
    }

    /// The method and the URL of a cache: other caches ask it, too (`ICP_QUERY`), and what it calls `NONE` was no
    /// request.
    @inline(__always)
    private static func url(_ bytes: RawSpan, _ content: Range<Int>, of request: inout LocatedRequest) -> LineKind {
        let space = bytes.firstIndex(of: UInt8(ascii: " "), from: content.lowerBound, to: content.upperBound)
        let (method, url) = (content.lowerBound..<space, space &+ 1..<content.upperBound)
        guard FieldProof.isTarget(bytes, url) || bytes.spells("CONNECT", method), !bytes.saysNothing(url),
            !bytes.begins(method, with: "ICP_"), !bytes.begins(method, with: "HTCP_"), !bytes.spells("NONE", method)
        else { return .noTarget }
        request.target = url
        return .request
    }

    /// What stands in the field in quotes number `number` from the end of `range`; nil where it is none or says
    /// nothing.
    @inline(__always)
    private static func quotedFromEnd(_ bytes: RawSpan, _ range: Range<Int>, _ number: Int) -> Range<Int>? {
        var end = range.upperBound
        for count in 1...number {
            guard let close = bytes.lastIndex(of: UInt8(ascii: "\""), from: range.lowerBound, to: end),
                let open = bytes.lastIndex(of: UInt8(ascii: "\""), from: range.lowerBound, to: close)
            else { return nil }
            if count == number { return bytes.saysNothing(open &+ 1..<close) ? nil : open &+ 1..<close }
            end = open
        }
        return nil
    }

    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        agent(bytes, from: readEnd, number: readCount, to: line.upperBound).map { LocatedField(range: $0) }
    }

    /// The user agent of a line of which the fields before `number` end at `index`.
    private func agent(_ bytes: RawSpan, from start: Int, number: Int, to end: Int) -> Range<Int>? {
        guard let agent else { return nil }
        var index = start
        for field in fields[number...] {
            guard let content = field.content(bytes, from: index, to: end) else { return nil }
            index = field.next(behind: content)
        }
        var quoted: Range<Int>?
        for _ in 1...agent {
            guard let content = OrderedField.quoted.content(bytes, from: index, to: end) else { return nil }
            quoted = content
            index = OrderedField.quoted.next(behind: content)
        }
        return quoted
    }

    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        var index = line.lowerBound
        for field in fields {
            guard let content = field.content(bytes, from: index, to: line.upperBound),
                field.isProved(bytes, content)
            else { return .against(Doubt(min(index, line.upperBound), field.expected)) }
            index = field.next(behind: content)
            guard field.isRequest, kind != .noTarget else { continue }
            guard kind == .request else {
                return .against(Doubt(content.upperBound, "HTTP/1.1 or the like at the end"))
            }
            let isURL = if case .methodAndURL = field { true } else { false }
            if !isURL, let doubt = FieldProof.request(bytes, content, target: request.target, in: text) {
                return .against(doubt)
            }
        }
        if agent != nil, index >= line.upperBound || bytes.byte(at: index) != UInt8(ascii: "\"") {
            return .against(Doubt(min(index, line.upperBound), "another field in quotes"))
        }
        return .proof
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        var parts: [LinePart] = []
        var (index, readEnd) = (line.lowerBound, line.lowerBound)
        for (number, field) in fields.enumerated() {
            guard let content = field.content(bytes, from: index, to: line.upperBound) else { return [] }
            index = field.next(behind: content)
            if number == readCount - 1 { readEnd = index }
            switch field {
            case .time, .bracketedTime, .epoch: parts.append(LinePart(.time, content))
            case .status: parts.append(LinePart(.status, content))
            case .resultAndStatus: parts.append(LinePart(.status, content.upperBound - 3..<content.upperBound))
            case .methodAndURL, .escapedRequest, .plainRequest: parts.append(LinePart(.request, content))
            default: break
            }
        }
        if let agent = agent(bytes, from: readEnd, number: readCount, to: line.upperBound) {
            parts.append(LinePart(.agent, agent))
        }
        if let host = hostFromEnd.flatMap({ Self.quotedFromEnd(bytes, index..<line.upperBound, $0) }) {
            parts.append(LinePart(.host, host))
        }
        return parts
    }
}

/// A field of an `OrderedFormat`: how it stands in a line, and what proves it.
enum OrderedField: Sendable {
    /// ISO 8601, and the same in square brackets.
    case time, bracketedTime
    /// Seconds since 1970, with a fraction or without.
    case epoch
    /// A status, or what servers write for none.
    case status
    /// What a cache did and the status, `TCP_MISS/200`.
    case resultAndStatus
    /// A method and a URL, two words.
    case methodAndURL
    /// A request in quotes: a backslash escapes the byte behind it, or nothing is escaped and a space never follows a
    /// quote in it.
    case escapedRequest, plainRequest
    /// A number with a sign, a fraction, or both, or none; a dash for none.
    case number
    /// The same behind any number of spaces.
    case paddedNumber
    /// An address and a port; a dash for none.
    case peer
    /// An address or a name; a dash for none.
    case client
    /// Capitals, digits, underscores and commas, as codes are made of; a dash for none.
    case codes
    /// Codes, a slash and an address.
    case codesAndPeer
    /// Any word.
    case word
    /// A field in quotes, which ends where a space or the end of the line follows a quote.
    case quoted

    /// Whether it says something of the request.
    fileprivate var isRead: Bool {
        switch self {
        case .time, .bracketedTime, .epoch, .status, .resultAndStatus: true
        default: isRequest
        }
    }

    fileprivate var isRequest: Bool {
        switch self {
        case .methodAndURL, .escapedRequest, .plainRequest: true
        default: false
        }
    }

    /// What stands in the field that begins at `start`, without quotes and brackets; nil where it does not begin or
    /// end as it should. O(field).
    @inline(__always)
    fileprivate func content(_ bytes: RawSpan, from start: Int, to end: Int) -> Range<Int>? {
        // Behind a quote at the end of the line nothing begins.
        guard start < end else { return nil }
        switch self {
        case .escapedRequest:
            guard bytes.byte(at: start) == UInt8(ascii: "\"") else { return nil }
            let quote = QuotedField.end(bytes, from: start &+ 1, to: end).quote
            return quote &+ 1 < end && bytes.byte(at: quote &+ 1) == UInt8(ascii: " ") ? start &+ 1..<quote : nil
        case .plainRequest, .quoted:
            guard bytes.byte(at: start) == UInt8(ascii: "\"") else { return nil }
            var quote = start
            repeat {
                quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: quote &+ 1, to: end)
                guard quote < end else { return nil }
            } while quote &+ 1 < end && bytes.byte(at: quote &+ 1) != UInt8(ascii: " ")
            return start &+ 1..<quote
        case .bracketedTime:
            guard bytes.byte(at: start) == UInt8(ascii: "[") else { return nil }
            let bracket = bytes.firstIndex(of: UInt8(ascii: "]"), from: start, to: end)
            return bracket &+ 1 < end && bytes.byte(at: bracket &+ 1) == UInt8(ascii: " ") ? start &+ 1..<bracket : nil
        case .methodAndURL:
            guard let method = FieldSearch.endOfWord(bytes, from: start, to: end),
                let url = FieldSearch.endOfWord(bytes, from: method &+ 1, to: end)
            else { return nil }
            return start..<url
        case .paddedNumber:
            var index = start
            while index < end, bytes.byte(at: index) == UInt8(ascii: " ") { index &+= 1 }
            return FieldSearch.endOfWord(bytes, from: index, to: end).map { index..<$0 }
        default:
            return FieldSearch.endOfWord(bytes, from: start, to: end).map { start..<$0 }
        }
    }

    /// Where the next field begins.
    @inline(__always)
    fileprivate func next(behind content: Range<Int>) -> Int {
        switch self {
        case .escapedRequest, .plainRequest, .quoted, .bracketedTime: content.upperBound &+ 2
        default: content.upperBound &+ 1
        }
    }

    /// Whether `content` is what should stand in the field. O(content).
    fileprivate func isProved(_ bytes: RawSpan, _ content: Range<Int>) -> Bool {
        let isDash = bytes.spells("-", content)
        switch self {
        case .time, .bracketedTime:
            var clock = ISOClock()
            return clock.read(bytes, content) != .unknown
        case .epoch: return content.count >= 9 && Self.epoch(bytes, content) != .unknown
        case .status:
            return isDash || Self.isStatus(bytes, content) || bytes.spells("0", content)
        case .resultAndStatus:
            let slash = content.upperBound - 4
            return slash > content.lowerBound && bytes.byte(at: slash) == UInt8(ascii: "/")
                && Self.areCodes(bytes, content.lowerBound..<slash)
                && Self.isStatus(bytes, slash + 1..<content.upperBound)
        case .methodAndURL, .escapedRequest, .plainRequest, .word, .quoted: return true
        case .number, .paddedNumber: return isDash || Self.isNumber(bytes, content)
        case .peer: return isDash || FieldProof.isPeer(bytes, content)
        case .client: return isDash || FieldProof.isClient(bytes, content)
        case .codes: return isDash || Self.areCodes(bytes, content)
        case .codesAndPeer:
            let slash = bytes.firstIndex(of: UInt8(ascii: "/"), from: content.lowerBound, to: content.upperBound)
            return slash + 1 < content.upperBound && Self.areCodes(bytes, content.lowerBound..<slash)
        }
    }

    /// What should stand in the field, in words behind "needs".
    fileprivate var expected: String {
        switch self {
        case .time: "a time, ISO 8601"
        case .bracketedTime: "a time in brackets, ISO 8601"
        case .epoch: "seconds since 1970"
        case .status: "a status of three digits, 0 or -"
        case .resultAndStatus: "what the cache did, and a status, as in TCP_MISS/200"
        case .methodAndURL: "a method and a URL"
        case .escapedRequest, .plainRequest: "a request in quotes"
        case .number, .paddedNumber: "a number or -"
        case .peer: "an address and a port"
        case .client: "an address or a name"
        case .codes: "codes in capitals, or -"
        case .codesAndPeer: "codes and an address, as in HIER_DIRECT/192.0.2.1"
        case .word: "a word"
        case .quoted: "a field in quotes"
        }
    }

    /// The time of at most ten digits of seconds since 1970, with a fraction or without; unknown for anything else. O(word).
    @inline(__always)
    static func epoch(_ bytes: RawSpan, _ word: Range<Int>) -> RequestTime {
        var point = word.lowerBound
        while point < word.upperBound, bytes.byte(at: point) &- 0x30 < 10 { point &+= 1 }
        guard 1...10 ~= point &- word.lowerBound else { return .unknown }
        if point < word.upperBound {
            guard point &+ 1 < word.upperBound, bytes.byte(at: point) == UInt8(ascii: ".") else { return .unknown }
            for index in point &+ 1..<word.upperBound where bytes.byte(at: index) &- 0x30 > 9 { return .unknown }
        }
        return RequestTime(sinceYearOne: JSONNumber.digits(bytes, word.lowerBound..<point) &+ RequestTime.epoch)
    }

    private static func isStatus(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        StatusField.status(in: bytes, field: word) != 0 || bytes.spells("000", word)
    }

    private static func areCodes(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        !word.isEmpty
            && word.allSatisfy {
                let byte = bytes.byte(at: $0)
                return UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || FieldProof.isDigit(byte)
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ",")
            } && !FieldProof.isDigit(bytes.byte(at: word.lowerBound))
    }

    private static func isNumber(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        let first = bytes.byte(at: word.lowerBound)
        let digits = word.dropFirst(first == UInt8(ascii: "-") || first == UInt8(ascii: "+") ? 1 : 0)
        return !digits.isEmpty && FieldProof.isDigit(bytes.byte(at: digits.lowerBound))
            && digits.allSatisfy { FieldProof.isDigit(bytes.byte(at: $0)) || bytes.byte(at: $0) == UInt8(ascii: ".") }
    }
}
