import CByteScan

/// Debian's `vhost_combined`: `host:port`, then as combined.
struct VhostCombinedFormat: LogFormat, UsualLineFormat {
    static let name = "vhost_combined"
    static let summary = "Apache with the virtual host in front (Debian's vhost_combined)"

    private var combined = CombinedFormat()

    init() {}

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: cbs_usual_line, from start: Int, into request: inout LocatedRequest
    ) -> Bool {
        // A hole of NUL bytes is no part of the host.
        guard bytes.byte(at: start) != 0, combined.parse(bytes, line, from: start, into: &request) else { return false }
        request.host = Self.host(bytes, start..<Int(line.opening_quote) &+ 1 &- CLFClock.length)
        return true
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        let (kind, open) = combined.locate(bytes, line, into: &request, unescaped: &unescaped)
        if kind == .request { request.host = Self.host(bytes, line.lowerBound..<open) }
        return kind
    }

    @inline(__always)
    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        combined.userAgent(bytes, line, unescaped: &unescaped)
    }

    /// Host, address and two more words, the address being one: not a user name with a space, not a list of addresses.
    static func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool {
        let open = bytes.firstIndex(of: UInt8(ascii: "["), from: line.lowerBound, to: line.upperBound)
        var words: [Range<Int>] = []
        var index = line.lowerBound
        while words.count <= 4, let word = nextWord(bytes, index, open) {
            words.append(word)
            index = word.upperBound
        }
        guard words.count == 4, bytes.byte(at: words[0].upperBound - 1) != UInt8(ascii: ","),
            bytes.byte(at: words[0].lowerBound) != UInt8(ascii: "\"")
        else { return false }
        let address = words[1]
        return bytes.firstIndex(
            of: UInt8(ascii: "."), or: UInt8(ascii: ":"), from: address.lowerBound, to: address.upperBound)
            < address.upperBound
    }

    /// The first word of `range`, if there are four words or more and it says something.
    @inline(__always)
    private static func host(_ bytes: RawSpan, _ range: Range<Int>) -> Range<Int>? {
        guard let first = nextWord(bytes, range.lowerBound, range.upperBound) else { return nil }
        var count = 1
        var index = first.upperBound
        while count < 4, let word = nextWord(bytes, index, range.upperBound) {
            count &+= 1
            index = word.upperBound
        }
        return count == 4 && !bytes.saysNothing(first) ? first : nil
    }

    @inline(__always)
    private static func nextWord(_ bytes: RawSpan, _ from: Int, _ end: Int) -> Range<Int>? {
        var start = from
        while start < end, bytes.byte(at: start) == UInt8(ascii: " ") { start &+= 1 }
        guard start < end else { return nil }
        return start..<bytes.firstIndex(of: UInt8(ascii: " "), from: start, to: end)
    }
}
