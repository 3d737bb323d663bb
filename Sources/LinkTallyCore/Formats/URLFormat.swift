/// One URL or request target a line, without time, status or host field.
struct URLFormat: LineFormat {
    static let readsAnyLine = true

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        request.target = bytes.trimmingWhiteSpace(line)
        return .request
    }

    /// Any line can be read as a URL; one that looks like it has a scheme, a path or a query in front, and no white space, quote or
    /// control byte.
    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        let target = request.target
        guard FieldProof.isTarget(text, target) || text.byte(at: target.lowerBound) == UInt8(ascii: "?") else {
            return .against(Doubt(line.lowerBound, "a URL, a path or a query at the line's beginning"))
        }
        if let stranger = target.first(where: { Self.isNoURLByte(text.byte(at: $0)) }) {
            return .against(
                Doubt(line.lowerBound + stranger - target.lowerBound, "a URL alone, without white space or quotes"))
        }
        return Evidence(
            Self.columnBehind(text, target).map {
                Doubt(line.lowerBound + $0 - target.lowerBound, "a URL alone, without other columns")
            })
    }

    /// White space, control bytes, and what stands in no URL (RFC 3986, section 2).
    private static func isNoURLByte(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x7F || "\"<>\\^`{|}".utf8.contains(byte)
    }

    /// Where a comma or semicolon stands that a status or a method follows, as in a table of requests: the target is one of its
    /// columns.
    private static func columnBehind(_ bytes: RawSpan, _ target: Range<Int>) -> Int? {
        var start = target.lowerBound
        while true {
            let end = bytes.firstIndex(of: UInt8(ascii: ","), or: UInt8(ascii: ";"), from: start, to: target.upperBound)
            if start > target.lowerBound {
                let cell = start..<end
                let isDate =
                    cell.count >= 10 && FieldProof.isDigit(bytes.byte(at: start))
                    && bytes.byte(at: start + 4) == UInt8(ascii: "-")
                if isDate || FieldProof.isKnownMethod(bytes, cell) || FieldProof.isAddress(bytes, cell)
                    || 100..<600 ~= StatusField.status(in: bytes, field: cell)
                {
                    return start - 1
                }
            }
            guard end < target.upperBound else { return nil }
            start = end + 1
        }
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        [LinePart(.target, bytes.trimmingWhiteSpace(line))]
    }
}
