@testable import LinkTallyCore

/// Scans a log in memory.
enum Scan {
    static let seed = HashSeed(first: 1, second: 2)

    /// The tally of `log`, whose last line may lack its line feed.
    static func tally(
        _ log: [UInt8], format: String, keepsReferences: Bool = false,
        place: LinePlace = LinePlace(input: 0, segment: 0, line: 0)
    ) -> Tally {
        var scanner = LineScanner(tally: Tally(keepsReferences ? .references : .rows(.all), seed: seed))
        scanner.begin(input: place.input, segment: place.segment)
        var run = FormatRun(LogFormats.named(format)!)
        withExactSpan(log) { scanner.scan($0, with: &run) }
        return scanner.finish()
    }

    /// The summary of `log`.
    static func summary(_ log: String, format: String = "combined", keepsReferences: Bool = false) -> Summary {
        let tally = tally(Array(log.utf8), format: format, keepsReferences: keepsReferences)
        let places = LinePlaces(segmentLines: [[UInt32(tally.lines.total)]])
        return Summary(
            tally, inputs: [InputSummary(name: "log")], places: places)
    }

    /// A line of a combined log.
    static func line(_ target: String, status: Int = 200, time: String = "23/Nov/2026:10:00:00 +0000") -> String {
        "10.0.0.1 - - [\(time)] \"GET \(target) HTTP/1.1\" \(status) 1 \"-\" \"-\"\n"
    }
}
