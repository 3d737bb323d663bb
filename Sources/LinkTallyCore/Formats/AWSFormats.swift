/// AWS Application Load Balancer: twelve fields, then the quoted request, and a field behind it (rule R11).
///
/// Field 2 is the time of the response, field 9 the balancer's status. The target is an absolute URI, from which the host
/// of the link comes.
struct ALBFormat: LineFormat {
    private var clock = ISOClock()
    /// Where the request of the line parsed last ends.
    private var requestEnd = 0

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        var index = line.lowerBound
        var time = 0..<0
        var status = 0..<0
        for number in 1...12 {
            guard let end = FieldSearch.endOfWord(bytes, from: index, to: line.upperBound) else { return .malformed }
            if number == 2 { time = index..<end }
            if number == 9 { status = index..<end }
            index = end &+ 1
        }
        guard index < line.upperBound, bytes.byte(at: index) == UInt8(ascii: "\"") else { return .malformed }
        let start = index &+ 1
        let (quote, hasEscapes) = QuotedField.end(bytes, from: start, to: line.upperBound)
        guard quote &+ 3 <= line.upperBound, bytes.byte(at: quote &+ 1) == UInt8(ascii: " "),
            bytes.byte(at: quote &+ 2) == UInt8(ascii: "\"")
        else { return .malformed }
        guard
            request.setTarget(ofRequestLine: start..<quote, hasEscapes: hasEscapes, in: bytes, unescaped: &unescaped)
        else { return .noTarget }
        requestEnd = quote
        request.time = clock.read(bytes, time)
        request.status = StatusField.status(in: bytes, field: status)
        return .request
    }

    /// The field behind the request.
    @inline(__always)
    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        let start = requestEnd &+ 3
        let (quote, _) = QuotedField.end(bytes, from: start, to: line.upperBound)
        return quote < line.upperBound ? LocatedField(range: start..<quote) : nil
    }

    /// The type of the request, the time, and the statuses are what they must be, and the target is an absolute URI.
    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        let words = Self.words(bytes, line)
        guard let type = words.first, Self.types.contains(where: { bytes.spells($0, type) }) else {
            return .against(Doubt(line.lowerBound, "the type of the request: http, https, h2, grpcs, ws or wss"))
        }
        guard words.count == 13 else { return .against(Doubt(line.upperBound, "twelve fields and a request")) }
        var clock = ISOClock()
        guard clock.read(bytes, words[1]) != .unknown else {
            return .against(Doubt(words[1].lowerBound, "a time, ISO 8601"))
        }
        for word in words[8...9] where !Self.isStatus(bytes, word) {
            return .against(Doubt(word.lowerBound, "a status of three digits or -"))
        }
        guard kind != .malformed else {
            return .against(Doubt(words[12].lowerBound, "a request in quotes, and another field in quotes"))
        }
        guard kind == .request else { return .proof }
        let line = Self.requestLine(bytes, words[12].lowerBound, line.upperBound)
        return Evidence(FieldProof.request(bytes, line, target: request.target, in: text))
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        let words = Self.words(bytes, line)
        guard words.count == 13 else { return [] }
        let request = Self.requestLine(bytes, words[12].lowerBound, line.upperBound)
        let agent = min(request.upperBound + 3, line.upperBound)
        return [
            LinePart(.time, words[1]), LinePart(.status, words[8]), LinePart(.request, request),
            LinePart(.agent, agent..<QuotedField.end(bytes, from: agent, to: line.upperBound).quote),
        ]
    }

    /// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
    private static let types: [StaticString] = ["http", "https", "h2", "grpcs", "ws", "wss"]

    private static func isStatus(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        bytes.spells("-", word) || StatusField.status(in: bytes, field: word) != 0 || bytes.spells("000", word)
    }

    /// The first thirteen words, as far as there are so many: the last one begins the request.
    private static func words(_ bytes: RawSpan, _ line: Range<Int>) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var index = line.lowerBound
        while words.count < 13, index < line.upperBound {
            let end = bytes.firstIndex(of: UInt8(ascii: " "), from: index, to: line.upperBound)
            words.append(index..<end)
            index = end + 1
        }
        return words
    }

    private static func requestLine(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Range<Int> {
        start + 1..<QuotedField.end(bytes, from: start + 1, to: end).quote
    }
}

/// S3 server access log: `owner bucket [time] ip requester id operation key "request" status ...` (rule R11).
///
/// S3 escapes nothing in the request, so that it ends at the first quote that is followed by a status; it may be a bare
/// `-`.
struct S3Format: LineFormat {
    private var clock = CLFClock(isQuoted: false)
    /// Where the request of the line parsed last ends.
    private var requestEnd = 0

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        let end = line.upperBound
        guard let owner = FieldSearch.endOfWord(bytes, from: line.lowerBound, to: end),
            let bucket = FieldSearch.endOfWord(bytes, from: owner &+ 1, to: end),
            bucket &+ 1 &+ CLFClock.length <= end, let time = clock.read(bytes, at: bucket &+ 1)
        else { return .malformed }
        // Behind the time and its space: address, requester, request id, operation, key.
        var index = bucket &+ CLFClock.length
        for _ in 0..<5 {
            guard let space = FieldSearch.endOfWord(bytes, from: index, to: end) else { return .malformed }
            index = space &+ 1
        }
        guard index < end else { return .malformed }
        if bytes.byte(at: index) == UInt8(ascii: "-") {
            let status = StatusField.status(in: bytes, at: index &+ 1, lineEnd: end, needsSpace: false)
            return status == nil ? .malformed : .noTarget
        }
        guard bytes.byte(at: index) == UInt8(ascii: "\"") else { return .malformed }
        let start = index &+ 1
        guard let (quote, status) = QuotedField.endBeforeStatus(bytes, from: start, to: end, needsSpace: false) else {
            return .malformed
        }
        guard let target = RequestLine.target(in: bytes, start..<quote) else { return .noTarget }
        requestEnd = quote
        request.time = time
        request.status = status
        request.target = target
        return .request
    }

    /// The second field in quotes behind the request.
    @inline(__always)
    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        QuotedField.second(bytes, from: requestEnd &+ 1, to: line.upperBound, hasEscapes: false)
    }

    /// Time, address of the client and operation are what they must be.
    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        guard let fields = Fields(bytes, line) else {
            return .against(
                Doubt(line.lowerBound, "owner, bucket, [time], address, requester, request id and operation"))
        }
        guard fields.time != .unknown else {
            return .against(.time(fields.timePlace + 1))
        }
        guard bytes.spells("-", fields.address) || FieldProof.isAddress(bytes, fields.address) else {
            return .against(Doubt(fields.address.lowerBound, "the address of the client"))
        }
        guard Self.operations.contains(where: { bytes.begins(fields.operation, with: $0) }) else {
            return .against(Doubt(fields.operation.lowerBound, "an operation, such as REST.GET.OBJECT"))
        }
        guard kind != .malformed else {
            return .against(Doubt(fields.end, "a key, the request in quotes and a status"))
        }
        guard kind == .request, let line = fields.request(bytes, line) else { return .proof }
        return Evidence(FieldProof.request(bytes, line, target: request.target, in: text))
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        guard let fields = Fields(bytes, line), let request = fields.request(bytes, line) else { return [] }
        return CommonLogLine.parts(bytes, line, time: fields.timePlace, request, hasEscapes: false)
    }

    /// What operations begin with (https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html).
    private static let operations: [StaticString] = ["REST.", "WEBSITE.", "SOAP.", "BATCH.", "S3."]

    /// The fields before the request, and where they end.
    private struct Fields {
        let timePlace: Int
        let time: RequestTime
        let address: Range<Int>
        let operation: Range<Int>
        let end: Int

        /// Nil where the line has not so many.
        init?(_ bytes: RawSpan, _ line: Range<Int>) {
            var clock = CLFClock(isQuoted: false)
            guard let owner = FieldSearch.endOfWord(bytes, from: line.lowerBound, to: line.upperBound),
                let bucket = FieldSearch.endOfWord(bytes, from: owner + 1, to: line.upperBound),
                bucket + 1 + CLFClock.length <= line.upperBound, let time = clock.read(bytes, at: bucket + 1)
            else { return nil }
            var words: [Range<Int>] = []
            var index = bucket + CLFClock.length
            for _ in 0..<5 {
                guard let space = FieldSearch.endOfWord(bytes, from: index, to: line.upperBound) else { return nil }
                words.append(index..<space)
                index = space + 1
            }
            (timePlace, self.time, address, operation, end) = (bucket + 1, time, words[0], words[3], index)
        }

        /// What stands between the quotes behind the fields.
        func request(_ bytes: RawSpan, _ line: Range<Int>) -> Range<Int>? {
            guard end < line.upperBound, bytes.byte(at: end) == UInt8(ascii: "\"") else { return nil }
            return QuotedField.endBeforeStatus(bytes, from: end + 1, to: line.upperBound, needsSpace: false)
                .map { end + 1..<$0.quote }
        }
    }
}
