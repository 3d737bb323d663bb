import TestSupport

@testable import LinkTallyCore
@testable import LinkTallyReport

/// The first line is a link, the next ones are values: what is said of the link, and what is built of it.
enum LinksHarness {
    static func run(_ input: [UInt8]) {
        let lines = input.split(separator: 0x0A, maxSplits: 6, omittingEmptySubsequences: false).map(Array.init)
        let link = lines.first ?? []
        for form in Renderers.links.names { render(link, form) }
        let texts = Dictionary(uniqueKeysWithValues: zip(Parameter.allCases, lines.dropFirst()))
        var isRefused = false
        if let complaint = LinkOracle.complaint(link, texts, refused: &isRefused) { preconditionFailure(complaint) }
    }

    /// Whatever the link has, a terminal sees only what it shows.
    private static func render(_ link: [UInt8], _ form: String) {
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        guard let renderer = Renderers.links.named(form) else { return }
        var report = LinkReport(renderer)
        do {
            try report.begin(to: &writer)
            try report.add(link.rawSpan, link.indices, nil, to: &writer)
            try report.end(to: &writer)
            try writer.flush()
        } catch {
            preconditionFailure("memory refused bytes")
        }
        for scalar in String(decoding: sink.bytes, as: UTF8.self).unicodeScalars where scalar != "\n" {
            precondition(!TerminalText.isDangerous(scalar), "a terminal may do something with it")
        }
    }
}
