/// HAProxy, `option httplog` and `option httpslog` (rule R11; https://docs.haproxy.org/3.0/configuration.html#8.2.3):
///
///     client:port [time] frontend backend/server TR/Tw/Tc/Tr/Ta status bytes cookie cookie state connections queues
///     {request headers} {response headers} "METHOD target HTTP/x"
///
/// HAProxy writes a quote in a request as `#22`, so the request is what stands between the last two quotes: cookies,
/// which stand before it, may hold quotes and spaces. Lines of TCP, and of connections that failed, have no request.
struct HAProxyFormat: LineFormat {
    private var clock = LocalClock()

    var assumedZone: AssumedZone? {
        get { clock.assumed }
        set { clock.assumed = newValue ?? .utc }
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        let end = line.upperBound
        guard let client = FieldSearch.endOfWord(bytes, from: line.lowerBound, to: end), client &+ 2 < end,
            bytes.byte(at: client &+ 1) == UInt8(ascii: "[")
        else { return .malformed }
        let timeEnd = bytes.firstIndex(of: UInt8(ascii: "]"), from: client &+ 2, to: end)
        guard timeEnd &+ 1 < end, bytes.byte(at: timeEnd &+ 1) == UInt8(ascii: " ") else { return .malformed }
        let fields = timeEnd &+ 2..<end
        var (index, status) = (fields.lowerBound, 0..<0)
        for number in 1...5 {
            guard let space = FieldSearch.endOfWord(bytes, from: index, to: end) else {
                return HAProxyLine.hasNoRequest(bytes, fields) ? .noTarget : .malformed
            }
            if number == 4 { status = index..<space }
            index = space &+ 1
        }
        guard let quoted = HAProxyLine.request(bytes, index..<end) else {
            return HAProxyLine.hasNoRequest(bytes, fields) ? .noTarget : .malformed
        }
        let kind = setTarget(bytes, quoted, of: &request, unescaped: &unescaped)
        request.time = clock.read(bytes, client &+ 2..<timeEnd)
        request.status = StatusField.status(in: bytes, field: status)
        return kind
    }

    /// What stands in `quoted`: a request that has no version was cut, and its last value with it.
    @inline(__always)
    private func setTarget(
        _ bytes: RawSpan, _ quoted: Range<Int>, of request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        request.isUnescaped =
            bytes.firstIndex(of: UInt8(ascii: "#"), from: quoted.lowerBound, to: quoted.upperBound) < quoted.upperBound
        guard request.isUnescaped else { return setTarget(in: bytes, quoted, of: &request) }
        let plain = HAProxyLine.undoEscapes(in: bytes, quoted, into: &unescaped)
        return setTarget(in: unescaped.bytes, plain, of: &request)
    }

    @inline(__always)
    private func setTarget(in text: RawSpan, _ line: Range<Int>, of request: inout LocatedRequest) -> LineKind {
        guard let target = RequestLine.target(in: text, line) else { return .noTarget }
        request.target = target
        return RequestLine.hasVersion(in: text, line) ? .request : .malformed
    }

    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        let shape = HAProxyLine(bytes, line)
        if let doubt = shape.doubt(bytes, clock) { return .against(doubt) }
        guard let quoted = shape.quoted else { return .proof }
        guard kind != .malformed else { return .against(Doubt(quoted.upperBound, "HTTP/1.1 or the like at the end")) }
        guard kind == .request else { return .proof }
        return Evidence(FieldProof.request(bytes, quoted, target: request.target, in: text))
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        let shape = HAProxyLine(bytes, line)
        guard let quoted = shape.quoted, shape.words.count == 5 else { return [] }
        return [LinePart(.time, shape.time), LinePart(.status, shape.words[3]), LinePart(.request, quoted)]
    }
}

/// A line of HAProxy taken apart slowly, as evidence.
private struct HAProxyLine {
    private let line: Range<Int>
    private var client = 0..<0
    private(set) var time = 0..<0
    /// What stands behind the time.
    private var rest = 0..<0
    /// The first five words of it, as far as there are so many.
    private(set) var words: [Range<Int>] = []
    /// What stands between the quotes of the request.
    private(set) var quoted: Range<Int>?

    /// O(line).
    init(_ bytes: RawSpan, _ line: Range<Int>) {
        self.line = line
        let end = line.upperBound
        client = line.lowerBound..<(FieldSearch.endOfWord(bytes, from: line.lowerBound, to: end) ?? line.lowerBound)
        let open = client.upperBound + 1
        guard open < end, bytes.byte(at: open) == UInt8(ascii: "[") else { return }
        time = open + 1..<bytes.firstIndex(of: UInt8(ascii: "]"), from: open + 1, to: end)
        rest = min(time.upperBound + 2, end)..<end
        var index = rest.lowerBound
        while words.count < 5, let space = FieldSearch.endOfWord(bytes, from: index, to: end) {
            words.append(index..<space)
            index = space + 1
        }
        if words.count == 5 { quoted = Self.request(bytes, index..<end) }
    }

    /// What keeps the line from being one of HAProxy.
    func doubt(_ bytes: RawSpan, _ clock: LocalClock) -> Doubt? {
        guard FieldProof.isPeer(bytes, client) else { return Doubt(line.lowerBound, "the client's address and port") }
        var clock = clock
        guard clock.read(bytes, time) != .unknown else {
            return Doubt(client.upperBound + 1, "a time in brackets, [dd/Mon/yyyy:hh:mm:ss.mmm]")
        }
        guard quoted != nil else {
            return Self.hasNoRequest(bytes, rest)
                ? nil
                : Doubt(words.last?.upperBound ?? rest.lowerBound, "queues, headers in braces, and a request in quotes")
        }
        guard Self.hasSlash(bytes, words[1]) else {
            return Doubt(words[1].lowerBound, "backend and server, with a slash between them")
        }
        guard Self.isNumbers(bytes, words[2], 5) else {
            return Doubt(words[2].lowerBound, "five times, as in 0/0/1/2/3")
        }
        guard Self.isNumbers(bytes, words[3], 1), Self.isNumbers(bytes, words[4], 1) else {
            return Doubt(words[3].lowerBound, "a status, and a number of bytes")
        }
        return nil
    }

    /// The request in `range`, which begins behind the number of bytes; nil where none stands at its end. O(range).
    @inline(__always)
    static func request(_ bytes: RawSpan, _ range: Range<Int>) -> Range<Int>? {
        guard !range.isEmpty,
            let close = bytes.byte(at: range.upperBound &- 1) == UInt8(ascii: "\"")
                ? range.upperBound &- 1 : endBeforeTLS(bytes, range),
            let open = bytes.lastIndex(of: UInt8(ascii: "\""), from: range.lowerBound, to: close),
            stateStands(bytes, range.lowerBound..<open)
        else { return nil }
        return open &+ 1..<close
    }

    /// The last quote in `range`, where behind it stands what `option httpslog` writes: ` 0/00000000/0/0/0
    /// name/TLSv1.3/cipher`.
    @inline(never)
    private static func endBeforeTLS(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        guard let quote = bytes.lastIndex(of: UInt8(ascii: "\""), from: range.lowerBound, to: range.upperBound),
            quote + 2 < range.upperBound, bytes.byte(at: quote + 1) == UInt8(ascii: " ")
        else { return nil }
        let space = bytes.firstIndex(of: UInt8(ascii: " "), from: quote + 2, to: range.upperBound)
        let isErrors = (quote + 2..<space).allSatisfy {
            HexDigit.value(of: bytes.byte(at: $0)) != nil || "-/".utf8.contains(bytes.byte(at: $0))
        }
        let slashes = (quote + 2..<space).count { bytes.byte(at: $0) == UInt8(ascii: "/") }
        return isErrors && slashes == 4 && space + 1 < range.upperBound ? quote : nil
    }

    /// Whether numbers of connections and of queues stand at the end of `range`, behind a space, and behind them
    /// captured headers in braces, if any, and a space: no one but HAProxy writes these, while cookies stand before
    /// them.
    @inline(__always)
    private static func stateStands(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var end = range.upperBound
        for _ in 0..<2 {
            guard end &- 2 > range.lowerBound, bytes.byte(at: end &- 1) == UInt8(ascii: " "),
                bytes.byte(at: end &- 2) == UInt8(ascii: "}"),
                let brace = bytes.lastIndex(of: UInt8(ascii: "{"), from: range.lowerBound, to: end)
            else { break }
            end = brace
        }
        for count in [2, 5] {
            guard end > range.lowerBound, bytes.byte(at: end &- 1) == UInt8(ascii: " "),
                let space = bytes.lastIndex(of: UInt8(ascii: " "), from: range.lowerBound, to: end &- 1),
                isNumbers(bytes, space &+ 1..<end &- 1, count)
            else { return false }
            end = space &+ 1
        }
        return true
    }

    /// Whether `range`, which begins behind the time, is of TCP (`option tcplog`) or of a connection that failed
    /// (`frontend/bind: SSL handshake failure`). O(range).
    @inline(never)
    static func hasNoRequest(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var words: [Range<Int>] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let space = bytes.firstIndex(of: UInt8(ascii: " "), from: index, to: range.upperBound)
            words.append(index..<space)
            index = space + 1
        }
        if let first = words.first, first.count > 1, bytes.byte(at: first.upperBound - 1) == UInt8(ascii: ":") {
            return hasSlash(bytes, first) && words.count > 1
        }
        return words.count == 7 && hasSlash(bytes, words[1]) && isNumbers(bytes, words[2], 3)
            && isNumbers(bytes, words[3], 1)
            && words[4].count == 2 && isNumbers(bytes, words[5], 5) && isNumbers(bytes, words[6], 2)
    }

    private static func hasSlash(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        bytes.firstIndex(of: UInt8(ascii: "/"), from: word.lowerBound, to: word.upperBound) < word.upperBound
    }

    /// Whether `word` is `count` numbers with slashes between them, each with a sign or without. O(word).
    @inline(__always)
    private static func isNumbers(_ bytes: RawSpan, _ word: Range<Int>, _ count: Int) -> Bool {
        var (numbers, hasDigits, mayHaveSign) = (0, false, true)
        for index in word {
            let byte = bytes.byte(at: index)
            if byte &- 0x30 < 10 {
                if !hasDigits { numbers &+= 1 }
                hasDigits = true
                mayHaveSign = false
            } else if byte == UInt8(ascii: "/"), hasDigits {
                (hasDigits, mayHaveSign) = (false, true)
            } else if mayHaveSign, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
                mayHaveSign = false
            } else {
                return false
            }
        }
        return hasDigits && numbers == count
    }

    /// Appends the bytes of `range` with each `#HH` made the byte that it stands for; returns where they stand.
    /// O(range).
    @inline(never)
    static func undoEscapes(in bytes: RawSpan, _ range: Range<Int>, into target: inout ScratchBuffer) -> Range<Int> {
        let start = target.count
        var index = range.lowerBound
        while index < range.upperBound {
            let mark = bytes.firstIndex(of: UInt8(ascii: "#"), from: index, to: range.upperBound)
            target.append(bytes, index..<mark)
            guard mark < range.upperBound else { break }
            index = mark + 1
            guard mark + 2 < range.upperBound, let high = HexDigit.value(of: bytes.byte(at: mark + 1)),
                let low = HexDigit.value(of: bytes.byte(at: mark + 2))
            else {
                target.append(UInt8(ascii: "#"))
                continue
            }
            target.append(high &<< 4 | low)
            index = mark + 3
        }
        return start..<target.count
    }
}
