import Foundation
import LinkTallyCore
import TestSupport
import Testing

/// Random logs through LinkTally and through the reference implementation: no difference.
@Suite struct DifferentialTests {
    static let formats = ["combined", "vhost_combined", "nginx", "traefik", "url"]

    @Test(arguments: formats)
    func hostileLogs(_ format: String) throws {
        let count = Int(ProcessInfo.processInfo.environment["LINKTALLY_DIFFERENTIAL_LOGS"] ?? "") ?? 4
        var random = SplitMix(seed: TestSeed.drawn)
        for _ in 0..<count { try compare(format, seed: random.next() & 0xFFFF_FFFF, lines: 4_000) }
    }

    /// A seed that a failing run printed can be put here.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func seeds(_ seed: UInt64) throws {
        for format in Self.formats { try compare(format, seed: seed, lines: 1_000) }
    }

    private func compare(_ format: String, seed: UInt64, lines: Int) throws {
        var random = RandomLog(seed: seed, format: format)
        let log = random.log(lines: lines)
        try withFile(log) { path in
            let expected = try reference(format, path)
            for setup in [ReadingSetup.all[1], ReadingSetup.all[5]] {
                let report = try jsonReport(path, setup.options(format: LogFormats.named(format)))
                let differences = ReportComparison.differences(expected, report)
                #expect(
                    differences.isEmpty,
                    "compare(\"\(format)\", seed: \(seed), lines: \(lines)), \(setup): \(differences.prefix(3))")
            }
        }
    }

    private func reference(_ format: String, _ path: String) throws -> Any {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", ConformanceCase.folder.appending(path: "reference.py").path, "--format", format, path,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONSerialization.jsonObject(with: data)
    }
}
