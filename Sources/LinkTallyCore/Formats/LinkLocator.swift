/// The link of a request, rule R13: host, without a port, and path as logged.
enum LinkLocator {
    /// The link of `path`: the target up to its first `?` or `#`. O(path).
    ///
    /// - Parameters:
    ///   - path: In `bytes`.
    ///   - host: The host field of the line, in `window`.
    ///   - built: Where host and path are put together, where they do not stand so in the log.
    /// - Returns: The link in `bytes`, or nil where it was appended to `built`.
    @inline(__always)
    static func locate(
        _ bytes: RawSpan, path: Range<Int>, host: Range<Int>?, window: RawSpan, built: inout ScratchBuffer
    ) -> Range<Int>? {
        if host == nil, path.isEmpty || bytes.byte(at: path.lowerBound) == UInt8(ascii: "/") { return path }
        return assemble(bytes, path: path, host: host, window: window, built: &built)
    }

    @inline(never)
    private static func assemble(
        _ bytes: RawSpan, path: Range<Int>, host: Range<Int>?, window: RawSpan, built: inout ScratchBuffer
    ) -> Range<Int>? {
        let (authority, path) = parts(of: path, bytes)
        if let host {
            built.append(window, withoutPort(window, host))
        } else if let authority {
            let at = bytes.lastIndex(of: UInt8(ascii: "@"), from: authority.lowerBound, to: authority.upperBound)
            built.append(bytes, withoutPort(bytes, (at.map { $0 + 1 } ?? authority.lowerBound)..<authority.upperBound))
        } else {
            return path
        }
        built.append(bytes, path)
        return nil
    }

    /// The path in the link of `path`: without scheme and authority, where it has them. O(path).
    static func pathAlone(_ bytes: RawSpan, _ path: Range<Int>) -> Range<Int> {
        parts(of: path, bytes).path
    }

    /// What stands between the scheme of `target` and the next slash, if it has one, and the rest.
    private static func parts(of target: Range<Int>, _ bytes: RawSpan) -> (authority: Range<Int>?, path: Range<Int>) {
        guard let rest = endOfScheme(bytes, target) else { return (nil, target) }
        let slash = bytes.firstIndex(of: UInt8(ascii: "/"), from: rest, to: target.upperBound)
        return (rest..<slash, slash..<target.upperBound)
    }

    /// The place behind `SCHEME://` at the start of `range` (RFC 3986, section 3.1), or nil.
    static func endOfScheme(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound, isSchemeByte(bytes.byte(at: index), isFirst: index == range.lowerBound) {
            index += 1
        }
        guard index > range.lowerBound, index + 3 <= range.upperBound else { return nil }
        for letter in "://".utf8 {
            guard bytes.byte(at: index) == letter else { return nil }
            index += 1
        }
        return index
    }

    private static func isSchemeByte(_ byte: UInt8, isFirst: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "-"): !isFirst
        default: false
        }
    }

    /// `host` without a `:` and the digits behind it at its end.
    private static func withoutPort(_ bytes: RawSpan, _ host: Range<Int>) -> Range<Int> {
        var end = host.upperBound
        while end > host.lowerBound, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes.byte(at: end - 1) { end -= 1 }
        guard end > host.lowerBound, bytes.byte(at: end - 1) == UInt8(ascii: ":") else { return host }
        return host.lowerBound..<end - 1
    }
}
