import LinkTallyCore
import LinkTallyIngest

/// A run of `ingest` in figures.
struct IngestSummary {
    /// In the order given.
    let files: [IngestedFile]
    let seconds: Double
    let lines: LineCounts
    /// Decoded bytes that were counted.
    let bytes: Int
    let parameters: ParameterTable

    init(_ files: [IngestedFile], seconds: Double) {
        self.files = files
        self.seconds = seconds
        var (lines, bytes, parameters) = (LineCounts(), 0, ParameterTable())
        for file in files {
            lines += file.lines
            bytes += file.bytes
            parameters += file.parameters
        }
        (self.lines, self.bytes, self.parameters) = (lines, bytes, parameters)
    }

    /// States and how many files have them, in the order in which they are told.
    var counts: [(state: String, count: Int)] {
        var counts: [String: Int] = [:]
        for file in files { counts[Self.name(file.state), default: 0] += 1 }
        return ["new", "grown", "known", "empty", "failed", "left"].map { ($0, counts[$0, default: 0]) }
    }

    /// The exit status that the files ask for.
    var status: ExitStatus {
        guard files.contains(where: \.hasFault) else { return .success }
        let hasResult = files.contains { file in
            switch file.state {
            case .failed, .repeated: false
            default: true
            }
        }
        return hasResult ? .inputFault : .failure
    }

    private static func name(_ state: IngestedFile.State) -> String {
        switch state {
        case .new: "new"
        case .grown: "grown"
        case .known, .unchanged, .repeated: "known"
        case .empty: "empty"
        case .failed: "failed"
        case .left: "left"
        }
    }
}

/// How a run of `ingest` ended.
struct IngestOutcome {
    /// What was counted; nil where the store could not be used at all.
    var summary: IngestSummary?
    var status = ExitStatus.failure
    /// Whether the store told of earlier runs.
    var knowsHistory = false
    /// When the last run without a fault ended, this one included, in seconds since 1970; nil where none did.
    var lastSuccess: Int64?
}
