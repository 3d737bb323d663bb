/// Undoing of the escapes that Apache (`\"`, `\\`, `\b`, `\n`, `\r`, `\t`, `\v`, `\xhh`; httpd server/util.c) and nginx
/// (`\xHH`; ngx_http_log_module.c) write into a quoted request. Any other `\c` stays.
enum LogEscapes {
    /// Appends the bytes of `range`, escapes undone once, to `target`; returns where they stand there. O(n).
    @inline(never)
    static func undo(in bytes: RawSpan, _ range: Range<Int>, into target: inout ScratchBuffer) -> Range<Int> {
        let start = target.count
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes.byte(at: index)
            guard byte == UInt8(ascii: "\\"), index + 1 < range.upperBound else {
                target.append(byte)
                index += 1
                continue
            }
            let kind = bytes.byte(at: index + 1)
            if kind == UInt8(ascii: "x"), index + 3 < range.upperBound,
                let high = HexDigit.value(of: bytes.byte(at: index + 2)),
                let low = HexDigit.value(of: bytes.byte(at: index + 3))
            {
                target.append(high &<< 4 | low)
                index += 4
                continue
            }
            if let plain = simple(kind) {
                target.append(plain)
            } else {
                target.append(byte)
                target.append(kind)
            }
            index += 2
        }
        return start..<target.count
    }

    private static func simple(_ kind: UInt8) -> UInt8? {
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): kind
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "v"): 0x0B
        default: nil
        }
    }
}
