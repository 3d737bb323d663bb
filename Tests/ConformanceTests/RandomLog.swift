import Foundation
import TestSupport

/// Makes logs of lines that are right, nearly right, and garbage.
struct RandomLog {
    private var random: SplitMix
    private let format: String

    init(seed: UInt64, format: String) {
        random = SplitMix(seed: seed)
        self.format = format
    }

    mutating func log(lines: Int) -> Data {
        var log = Data()
        if chance(20) { log += [0xEF, 0xBB, 0xBF] }
        for index in 0..<lines {
            var line = Data(chance(3) ? garbage() : format == "url" ? urlLine() : requestLine())
            if chance(4) { mutate(&line) }
            log += line
            if chance(5) { log += [0x0D] }
            if index < lines - 1 || chance(50) { log += [0x0A] }
        }
        return log
    }

    private mutating func requestLine() -> [UInt8] {
        var line =
            format == "vhost_combined" && chance(90)
            ? pick(["www.example.org:443 ", "a.b ", "- ", ":80 ", "h:x "]) : ""
        line += pick(["10.0.0.1", "2001:db8::1", "1.2.3.4, 5.6.7.8", "-"]) + " - "
        line += pick(["-", "-", "-", "jane", "jane doe", "[x]", "\"q\""]) + " " + time() + " \""
        var bytes = Array(line.utf8)
        bytes += escaped(
            Array(pick(["GET ", "GET ", "GET ", "POST ", "get ", "", "G=T ", "- ", "PROPFIND-X_1 "]).utf8) + target())
        bytes += Array(
            pick([" HTTP/1.1", " HTTP/1.1", " HTTP/1.1", " HTTP/2", " HTTP/1.", "", " HTTP/", "  HTTP/1.0 "]).utf8)
        let status = pick(["200", "302", "404", "500", "-", "99", "2000", "20x", "399", "400"])
        bytes += Array((pick(["\" ", "\" ", "\" ", "\" ", "\"", "\"  "]) + status).utf8)
        bytes += Array(pick([" 123", " -", "", " 5 \"http://x/?utm_source=r\" \"agent\"", "x"]).utf8)
        if format == "traefik" { bytes += Array(pick([" \"-\" \"-\" 1 \"r\" \"s\" 3ms", ""]).utf8) }
        return bytes
    }

    private mutating func urlLine() -> [UInt8] {
        Array(pick(["", "", "", " ", "\t", "\u{0B}"]).utf8) + target() + Array(pick(["", "", "", " ", "\u{0C}"]).utf8)
    }

    private mutating func time() -> String {
        let month = pick([
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Foo", "jan",
        ])
        let day = pick(["01", "28", "29", "30", "31", "00", "32", "15", " 1"])
        let year = pick(["2026", "2024", "2000", "1900", "0001", "9999", "0000", "2100"])
        let clock = pick(["00:00:00", "23:59:59", "12:30:60", "24:00:00", "11:60:00", "09:08:61", "1:02:03"])
        let zone = pick([
            "+0000", "-0000", "+0530", "-0800", "+1400", "-1200", "+9959", "+2400", "+0060", "0000", "+00:00",
        ])
        return pick(["[", "[", "[", "[", "[[", ""]) + "\(day)/\(month)/\(year):\(clock) \(zone)"
            + pick(["]", "]", "]", "]", "", ")"])
    }

    private mutating func target() -> [UInt8] {
        var text = pick(["", "", "http://h.example:80", "https://u@h.example", "HTTP://", "ftp+x://h", "1a://h"])
        text += pick(["/", "/lp", "/lp/x", "", "*", "/a b", "//", "/%7Eu"])
        var bytes = Array(text.utf8)
        if chance(4) { bytes += [UInt8.random(in: 0x80...0xFF, using: &random)] }
        if chance(85) { bytes += Array("?".utf8) + query() }
        if chance(5) { bytes += Array("#x?utm_source=f".utf8) }
        return bytes
    }

    private mutating func query() -> [UInt8] {
        var bytes: [UInt8] = []
        for index in 0..<Int.random(in: 0...6, using: &random) {
            if index > 0 { bytes += Array(pick(["&", "&", "&", "&", "&&", ";", "#", "?"]).utf8) }
            bytes += name()
            bytes += Array(pick(["=", "=", "=", "=", "", "==", "%3D"]).utf8)
            bytes += value()
        }
        return bytes
    }

    private mutating func name() -> [UInt8] {
        let name = pick([
            "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "client_reference_id", "utm_sourc",
            "utm_sources", "UTM_source", "gclid", "x", "", "utm_", "client_reference_id2", "utm+source",
        ])
        guard chance(10), !name.isEmpty else { return Array(name.utf8) }
        // The same name, one of its bytes percent-encoded.
        var bytes = Array(name.utf8)
        let index = Int.random(in: 0..<bytes.count, using: &random)
        let code = String(bytes[index], radix: 16, uppercase: chance(50))
        bytes.replaceSubrange(index...index, with: Array("%\(code)".utf8))
        return bytes
    }

    private mutating func value() -> [UInt8] {
        if chance(8) {
            let length = pick(["149", "150", "151", "199", "200", "201", "254", "300"])
            let unit = pick(["a", "Z", "%61", "9", "-"])
            return Array(String(repeating: unit, count: Int(length)!).utf8) + (chance(20) ? [0xC3, 0xA9] : [])
        }
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            bytes += Array(
                pick([
                    "google", "cpc", "a-b_c", "0", "Z", "%41", "%2d", "%5F", "+", "%20", "%", "%4", "%zz", "%2525", ".",
                    "@x.org", "/", "\"", "\\", "\\x41", "\\\"", "é", "~", "[", "]", "'", ",", "(", ":", "\t", " ",
                ]).utf8)
        }
        if chance(3) { bytes.append(UInt8.random(in: 0...255, using: &random)) }
        return bytes
    }

    /// What the origin's escapes make of bytes that cannot stand in a quoted field.
    private mutating func escaped(_ bytes: [UInt8]) -> [UInt8] {
        guard format != "traefik", chance(80) else { return bytes }
        return bytes.flatMap { byte -> [UInt8] in
            guard byte < 0x20 || byte >= 0x7F || byte == 0x22 || byte == 0x5C else { return [byte] }
            if format != "nginx", byte == 0x22 || byte == 0x5C { return [0x5C, byte] }
            let digits = String(byte, radix: 16, uppercase: format == "nginx")
            return Array(("\\x" + (byte < 16 ? "0" : "") + digits).utf8)
        }
    }

    private mutating func garbage() -> [UInt8] {
        (0..<Int.random(in: 0...60, using: &random)).map { _ in
            let byte = UInt8.random(in: 0...255, using: &random)
            return byte == 0x0A ? 0x20 : byte
        }
    }

    private mutating func mutate(_ line: inout Data) {
        guard !line.isEmpty else { return }
        let index = Int.random(in: 0..<line.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: line[index] = chance(50) ? 0x22 : 0x5C
        case 1: line = line.prefix(index)
        default: line.remove(at: index)
        }
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &random)! }
}
