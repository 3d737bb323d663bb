/// Bytes of a request as a JSON string.
enum JSONEscape {
    /// Appends `bytes`; a byte that is not ASCII as U+FFFD, as Caddy writes what is no UTF-8. With `escapesHTML` also
    /// `&`, `<` and `>` are escaped, as Go's encoder does unless it is told not to.
    static func append(_ bytes: [UInt8], escapesHTML: Bool = false, to log: inout [UInt8]) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): log += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                if escapesHTML { unicode(byte, to: &log) } else { log.append(byte) }
            case ..<0x20: unicode(byte, to: &log)
            case 0x80...: log.append(contentsOf: "\\ufffd".utf8)
            default: log.append(byte)
            }
        }
    }

    private static func unicode(_ byte: UInt8, to log: inout [UInt8]) {
        log.append(contentsOf: "\\u00".utf8)
        Digits.appendHex(byte: byte, uppercase: false, to: &log)
    }
}
