/// One URL or request target a line, without time, status or host field.
struct URLFormat: LineFormat {
    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        request.target = bytes.trimmingWhiteSpace(line)
        return .request
    }

    /// Any line can be read as a URL; one that looks like it has no space, and a scheme, a path or a query in front.
    func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool {
        guard bytes.firstIndex(of: UInt8(ascii: " "), from: line.lowerBound, to: line.upperBound) == line.upperBound
        else { return false }
        let first = bytes.byte(at: line.lowerBound)
        return first == UInt8(ascii: "/") || first == UInt8(ascii: "?")
            || LinkLocator.endOfScheme(bytes, line) != nil
    }
}
