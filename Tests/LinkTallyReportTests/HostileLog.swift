import TestSupport

/// Logs of requests whose every byte a stranger chose.
enum HostileLog {
    /// A combined log of `lines` requests with a path and an `utm_source` of random bytes; some paths begin as formulas
    /// do, some values are accepted.
    static func log(lines: Int, using random: inout SplitMix) -> [UInt8] {
        var log: [UInt8] = []
        for _ in 0..<lines {
            var target = [UInt8("/=+-@\t\r\"".utf8.randomElement(using: &random)!)]
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                target.append(UInt8.random(in: 0...255, using: &random))
            }
            target += Array("?utm_source=".utf8)
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                target.append(UInt8.random(in: 0...255, using: &random))
            }
            let value = ["-1", "a", "a_b", "-", ""].randomElement(using: &random)!
            target += Array("&utm_term=\(value)&utm_content=x".utf8)
            log += Array("10.0.0.1 - - [23/Nov/2026:10:00:00 +0000] \"GET ".utf8)
            for byte in target { log += escaped(byte) }
            log += Array(" HTTP/1.1\" 200 1\n".utf8)
        }
        return log
    }

    /// A byte as Apache logs it.
    private static func escaped(_ byte: UInt8) -> [UInt8] {
        guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F else { return [byte] }
        return Array("\\x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
    }
}
