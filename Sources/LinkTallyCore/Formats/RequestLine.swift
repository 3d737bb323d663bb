/// A request line, `METHOD SP target [SP HTTP/x[.y]]` (RFC 9112, section 3; rule R2), as logs quote it.
enum RequestLine {
    /// The request target in `range`, spaces inside it included, or nil where there is none. O(n).
    @inline(__always)
    static func target(in bytes: RawSpan, _ range: Range<Int>) -> Range<Int>? {
        let (start, end) = (range.lowerBound, range.upperBound)
        // "GET /... HTTP/1.1", as nearly every request line is.
        if end &- start > 14, bytes.word32(at: start) == 0x2054_4547,
            bytes.word64(at: end &- 9) & 0xFF00_FFFF_FFFF_FFFF == 0x2E00_2F50_5454_4820,
            isDigit(bytes.byte(at: end &- 3)), isDigit(bytes.byte(at: end &- 1)),
            bytes.byte(at: start &+ 4) != UInt8(ascii: " "), bytes.byte(at: end &- 10) != UInt8(ascii: " ")
        {
            return start &+ 4..<end &- 9
        }
        return spelledTarget(in: bytes, range)
    }

    @inline(never)
    private static func spelledTarget(in bytes: RawSpan, _ range: Range<Int>) -> Range<Int>? {
        guard let method = methodEnd(bytes, range),
            let end = trimVersion(bytes, method + 1, range.upperBound)
        else { return nil }
        let target = bytes.trimmingSpaces(method + 1..<end)
        return target.isEmpty ? nil : target
    }

    /// Whether a version stands at the end of the request line in `range`: else it was cut, in logs whose requests all
    /// have one. O(range).
    @inline(__always)
    static func hasVersion(in bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard let space = bytes.lastIndex(of: UInt8(ascii: " "), from: range.lowerBound, to: range.upperBound) else {
            return false
        }
        return isProtocol(bytes, space + 1, range.upperBound)
    }

    /// The place of the space behind the method, `[A-Za-z][A-Za-z0-9_-]{0,31}`.
    private static func methodEnd(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        let limit = min(range.upperBound, range.lowerBound + 32)
        let end = bytes.endOfValueBytes(from: range.lowerBound, to: limit)
        // The alphabet of values is that of methods, but a method begins with a letter.
        guard end > range.lowerBound, end < range.upperBound, bytes.byte(at: end) == UInt8(ascii: " ") else {
            return nil
        }
        let first = bytes.byte(at: range.lowerBound) | 0x20
        return UInt8(ascii: "a")...UInt8(ascii: "z") ~= first ? end : nil
    }

    /// The end of `start..<end` without ` HTTP/` and its digits; nil where nothing else stands there.
    private static func trimVersion(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        let lastSpace = bytes.lastIndex(of: UInt8(ascii: " "), from: start, to: end)
        guard isProtocol(bytes, lastSpace.map { $0 + 1 } ?? start, end) else { return end }
        return lastSpace
    }

    /// `HTTP/[0-9]+(\.[0-9]+)?`
    private static func isProtocol(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        var index = start
        for letter in "HTTP/".utf8 {
            guard index < end, bytes.byte(at: index) == letter else { return false }
            index += 1
        }
        let major = index
        while index < end, isDigit(bytes.byte(at: index)) { index += 1 }
        guard index > major else { return false }
        guard index < end else { return true }
        guard bytes.byte(at: index) == UInt8(ascii: ".") else { return false }
        let minor = index + 1
        index = minor
        while index < end, isDigit(bytes.byte(at: index)) { index += 1 }
        return index > minor && index == end
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}

/// A field that holds a request target, or should (rule R2): keys of JSON lines, `$request_uri`, `%U%q`.
enum TargetField {
    /// What stands in `range`: a target, and where; `noTarget` where the field says nothing; `malformed` where it says
    /// something else. O(1) where it begins with a slash, else O(range).
    @inline(__always)
    static func target(in bytes: RawSpan, _ range: Range<Int>) -> (kind: LineKind, range: Range<Int>) {
        if range.lowerBound < range.upperBound, bytes.byte(at: range.lowerBound) == UInt8(ascii: "/") {
            return (.request, range)
        }
        return spelledTarget(in: bytes, range)
    }

    /// Whether `range` is a target (RFC 9112, section 3.2): in origin form, with or without its path, in absolute form,
    /// the authority that CONNECT has, or `*`. O(range).
    static func isTarget(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard let first = range.first else { return false }
        return FieldProof.isTarget(bytes, range) || bytes.byte(at: first) == UInt8(ascii: "?")
            || isAuthority(bytes, range)
    }

    /// A whole request line in the field is split.
    @inline(never)
    private static func spelledTarget(in bytes: RawSpan, _ range: Range<Int>) -> (kind: LineKind, range: Range<Int>) {
        if bytes.saysNothing(range) { return (.noTarget, range) }
        if isTarget(bytes, range) { return (.request, range) }
        guard let target = RequestLine.target(in: bytes, range), isTarget(bytes, target) else {
            return (.malformed, range)
        }
        return (.request, target)
    }

    /// `host:port`. A host is one only with a dot or in brackets: `12:30` and `status:200` are something else.
    private static func isAuthority(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard let colon = bytes.lastIndex(of: UInt8(ascii: ":"), from: range.lowerBound, to: range.upperBound),
            colon > range.lowerBound, 1...5 ~= range.upperBound - colon - 1,
            (colon + 1..<range.upperBound).allSatisfy({ bytes.byte(at: $0) &- 0x30 < 10 })
        else { return false }
        let host = range.lowerBound..<colon
        if bytes.byte(at: host.lowerBound) == UInt8(ascii: "[") {
            return host.count > 2 && bytes.byte(at: colon - 1) == UInt8(ascii: "]")
                && host.dropFirst().dropLast().allSatisfy {
                    let byte = bytes.byte(at: $0)
                    return HexDigit.value(of: byte) != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
                }
        }
        return bytes.firstIndex(of: UInt8(ascii: "."), from: host.lowerBound, to: colon) < colon
            && host.allSatisfy {
                ValueAlphabet.contains(bytes.byte(at: $0)) || bytes.byte(at: $0) == UInt8(ascii: ".")
            }
    }
}

extension LocatedRequest {
    /// Sets the target that a request line has, its log escapes undone in `unescaped`; false where it has none.
    /// O(range).
    @inline(__always)
    mutating func setTarget(
        ofRequestLine range: Range<Int>, hasEscapes: Bool, in bytes: RawSpan, unescaped: inout ScratchBuffer
    ) -> Bool {
        isUnescaped = hasEscapes
        if hasEscapes { return setEscapedTarget(ofRequestLine: range, in: bytes, unescaped: &unescaped) }
        guard let target = RequestLine.target(in: bytes, range) else { return false }
        self.target = target
        return true
    }

    @inline(never)
    private mutating func setEscapedTarget(
        ofRequestLine range: Range<Int>, in bytes: RawSpan, unescaped: inout ScratchBuffer
    ) -> Bool {
        let plain = LogEscapes.undo(in: bytes, range, into: &unescaped)
        guard let target = RequestLine.target(in: unescaped.bytes, plain) else { return false }
        self.target = target
        return true
    }
}
