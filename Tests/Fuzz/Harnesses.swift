/// What can be fuzzed.
enum Harnesses {
    static let all: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        ("formats", FormatsHarness.run), ("scanner", ScannerHarness.run), ("gzip", GzipHarness.run),
        ("packed", PackedHarness.run), ("definitions", DefinitionsHarness.run), ("links", LinksHarness.run),
        ("events", EventsHarness.run), ("envelopes", EnvelopesHarness.run),
    ]

    /// The one that this process runs; set once, before the first input.
    nonisolated(unsafe) static var chosen = 0
}
