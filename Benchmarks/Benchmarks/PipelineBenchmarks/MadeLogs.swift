import Foundation

/// The logs in the folder that the variable `LINKTALLY_BENCHMARK_LOGS` names: one a format, and `combined.gz`.
struct MadeLogs: Sendable {
    /// Names of the formats, from the shortest line to the longest.
    let formats: [String]
    private let folder: String

    init() {
        folder = ProcessInfo.processInfo.environment["LINKTALLY_BENCHMARK_LOGS"] ?? ""
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder), names.contains("combined")
        else {
            fatalError(
                "LINKTALLY_BENCHMARK_LOGS names no folder of logs; Benchmarks/micro makes one and runs the benchmarks")
        }
        formats = names.filter { !$0.contains(".") }.sorted()
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func read(_ name: String) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path(name)) else { fatalError("no log: \(path(name))") }
        return Array(data)
    }

    func lines(of name: String) -> Int { Self.lines(of: read(name)) }

    static func lines(of log: [UInt8]) -> Int { log.count { $0 == UInt8(ascii: "\n") } }

    /// 200,000 request targets; `#` in `pattern` stands for one of `distinct` numbers, drawn from a fixed sequence.
    static func targets(_ pattern: String, distinct: Int) -> [UInt8] {
        let parts = pattern.split(separator: "#", omittingEmptySubsequences: false).map { Array($0.utf8) }
        var log: [UInt8] = []
        var state: UInt64 = 1
        for number in 0..<200_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // Of all numbers each comes once, of fewer one at random.
            let drawn = distinct == 200_000 ? number : Int((state >> 33) % UInt64(distinct))
            log += parts[0]
            // As long whichever it is.
            log += Array(String(1_000_000 + drawn).utf8)
            log += parts[1]
            log.append(UInt8(ascii: "\n"))
        }
        return log
    }
}
