import TestSupport

@testable import LinkTallyCore

/// Random lines of a combined log, most of them usual.
enum RandomLine {
    static func make(_ random: inout SplitMix) -> String {
        let version = ["HTTP/1.1", "HTTP/2.0", "HTTP/1", "http/1.1", "HTTP/1.x", ""].weighted(&random)
        let method = ["GET", "POST", "GET ", "get"].weighted(&random)
        let agent = String(repeating: "u", count: Int.random(in: 0...220, using: &random))
        let host = String(repeating: "1", count: Int.random(in: 0...40, using: &random))
        return
            "\(host) - - [23/Nov/2026:10:00:00 +0000] \"\(method) \(target(&random)) \(version)\" 200 1 \"-\" \"\(agent)\"\n"
    }

    /// Any byte, mostly one that means something.
    static func byte(_ random: inout SplitMix) -> UInt8 {
        Bool.random(using: &random)
            ? UInt8.random(in: 0...255, using: &random)
            : Array("\"\\?#&=%+ \n\r.-_/aZ9".utf8).randomElement(using: &random)!
    }

    private static func target(_ random: inout SplitMix) -> String {
        var target = "/"
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            target += ["lp", "a.b", "x-1/", "%2F", ""].randomElement(using: &random)!
        }
        guard Int.random(in: 0..<5, using: &random) > 0 else { return target }
        target += "?"
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            let name =
                Bool.random(using: &random)
                ? Parameter.allCases.randomElement(using: &random)!.name
                : ["gclid", "utm_sourc", "utm_sources", "Utm_Term", "a.b", "utm%5Fterm", "", "utm_id"].randomElement(
                    using: &random)!
            let length = [0, 1, 9, 31, 63, 64, 65, 150, 151].weighted(&random)
            let value = String(repeating: ["v", "Z", "0", "-"].randomElement(using: &random)!, count: length)
            target +=
                name + ["=", "", "=="].weighted(&random) + value + ["&", "", "#", "&&", "&amp;"].weighted(&random)
        }
        return target
    }
}

extension Array {
    /// An element, the first ones far more often than the last ones.
    fileprivate func weighted(_ random: inout SplitMix) -> Element {
        let bound = Int.random(in: 0..<count, using: &random)
        return self[Int.random(in: 0...bound, using: &random) * Int.random(in: 0...1, using: &random)]
    }
}
