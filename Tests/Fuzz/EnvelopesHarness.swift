@testable import LinkTallyCore

/// The first byte chooses an envelope, the second one a format and whether another envelope stands in the first one, the rest is a
/// log of it.
enum EnvelopesHarness {
    static func run(_ input: [UInt8]) {
        guard input.count >= 3 else { return }
        let formats = LogFormats.all.filter(\.canBeEnveloped)
        let all = Envelope.allCases
        let (first, second) = (Int(input[0]), Int(input[1]))
        var envelopes = [all[first % all.count]]
        let inner = all[first / all.count % all.count]
        if second >= 128, inner != envelopes[0] { envelopes.append(inner) }
        let format = formats[second % 128 % formats.count].inside(envelopes)
        let log = input.dropFirst(2)
        LogCheck.check(log, format)
        checkResuming(Array(log), format)
        let bytes = Array(log)
        _ = FormatRecognizer.recognize(bytes.rawSpan)
        _ = Explanation(bytes.rawSpan, as: format, inside: envelopes)
    }

    /// Lines count alike behind lines that were passed over, and where a run goes on with what another one left open.
    private static func checkResuming(_ log: [UInt8], _ format: LogFormat) {
        guard let middle = log.firstIndex(of: 0x0A), middle + 1 < log.count else { return }
        let (front, rest) = (Array(log[...middle]), Array(log[(middle + 1)...]))
        var scanned = FormatRun(format)
        var passed = scanned
        var resumed = scanned
        _ = lines(front, &scanned)
        passed.pass(over: front.rawSpan)
        resumed.resume(passed.openPieces)
        precondition(scanned.openPieces == passed.openPieces, "pieces are not passed over alike")
        let counts = lines(rest, &scanned)
        precondition(counts == lines(rest, &passed) && counts == lines(rest, &resumed), "a run does not go on")
    }

    private static func lines(_ log: [UInt8], _ run: inout FormatRun) -> LineCounts {
        var scanner = LineScanner(tally: Tally(.rows(.all), seed: HashSeed(first: 1, second: 2)))
        scanner.begin(input: 0, segment: 0)
        scanner.scan(log.rawSpan, with: &run)
        return scanner.finish().lines
    }
}
