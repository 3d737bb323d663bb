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
}
