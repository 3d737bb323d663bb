/// AWS Application Load Balancer: twelve fields, then the quoted request, and a field behind it (rule R11).
///
/// Field 2 is the time of the response, field 9 the balancer's status. The target is an absolute URI, from which the host
/// of the link comes.
struct ALBFormat: LogFormat {
    static let name = "alb"
    static let summary = "AWS Application Load Balancer"

    private var clock = ISOClock()
    /// Where the request of the line parsed last ends.
    private var requestEnd = 0

    init() {}

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
