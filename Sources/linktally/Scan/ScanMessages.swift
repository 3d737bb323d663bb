import LinkTallyCore
import LinkTallyInput
import LinkTallyReport
import LinkTallyScan

/// What is said of a run's inputs on stderr, and the exit status they ask for.
struct ScanMessages {
    /// One line each, in the order of the inputs; then the formats that were recognised.
    let lines: [String]
    let status: ExitStatus

    init(_ inputs: [InputReport], isFormatNamed: Bool, maxMalformed: Double? = nil) {
        var lines = inputs.compactMap(Self.fault)
        lines += inputs.compactMap(Self.warning)
        let malformed = inputs.compactMap { Self.malformed($0, maxMalformed) }
        lines += malformed
        var isUnread = false
        for input in inputs {
            guard let choice = input.choice else { continue }
            if let pieces = InputMessages.pieces(input.summary.name, input.counts) { lines.append(pieces) }
            if let unread = InputMessages.unread(input.summary.name, input.counts.lines, choice) {
                lines.append(unread)
                isUnread = isUnread || choice.isRefuted(by: input.counts.lines)
            } else {
                lines += InputMessages.doubts(input.summary.name, input.counts, choice)
            }
        }
        if let unknown = inputs.first(where: { $0.error?.fault == .unknownFormat }) {
            lines.append(InputMessages.namingFormat(unknown.summary.name))
        }
        if !isFormatNamed {
            lines += InputMessages.formats(
                inputs.compactMap { input in input.summary.format.map { (input.summary.name, $0) } })
        }
        self.lines = lines
        let hasResult = inputs.isEmpty || inputs.contains { Self.isRead($0, isFormatNamed: isFormatNamed) }
        status =
            !hasResult
            ? .failure
            : isUnread || !malformed.isEmpty || inputs.contains { $0.error != nil } ? .inputFault : .success
    }

    /// What is said where not all values are told apart.
    static func folded(_ folded: [(dimension: Dimension, hits: UInt64)]) -> [String] {
        guard !folded.isEmpty else { return [] }
        let names = folded.map { "\($0.dimension.name) (\(Figure.grouped($0.hits)) hits)" }.joined(separator: ", ")
        return [
            "more distinct values than --max-memory has room for; counted as (other): \(names); what is shown by its own name is exact"
        ]
    }

    /// Whether there is something to report on, be it only the beginning of an input.
    ///
    /// Where a format was named, an input that is packed otherwise is one that does not have it, as damaged gzip is:
    /// the report says so (`zstd-named.log.gz` of the conformance cases).
    private static func isRead(_ input: InputReport, isFormatNamed: Bool) -> Bool {
        guard let error = input.error, error.fault.precedesReading else { return true }
        return isFormatNamed && error.content != nil
    }

    private static func fault(_ input: InputReport) -> String? {
        guard let error = input.error else { return nil }
        let name = input.summary.name
        switch error.fault {
        case .unknownFormat:
            let line = String(decoding: error.line, as: UTF8.self)
            return "\(name): no known format fits its first lines (unknown_format); "
                + (error.hint.map { "\($0); " } ?? "") + "the first is: \(line)"
        case .noTime, .noStatus, .noUserAgent:
            return "\(name): \(error.explanation) (\(error.fault.rawValue)); nothing of it was counted"
        default: return InputMessages.fault(name, error, lines: input.summary.lines, done: "counted")
        }
    }

    private static func warning(_ input: InputReport) -> String? {
        input.warning.map { InputMessages.warning(input.summary.name, $0) }
    }

    /// What is said of an input with more malformed lines than it may have.
    private static func malformed(_ input: InputReport, _ maxMalformed: Double?) -> String? {
        let (malformed, lines) = (input.counts.lines.malformed, input.summary.lines)
        guard let maxMalformed, Double(malformed) * 100 > maxMalformed * Double(lines) else { return nil }
        let format = input.summary.format.map { " as \($0)" } ?? ""
        return
            "\(input.summary.name): \(Figure.grouped(malformed)) of \(Figure.grouped(lines)) lines cannot be read\(format), "
            + "more than --max-malformed allows; is the format right (--format)?"
    }
}
