import Glibc
import LinkTallyCore
import LinkTallyIngest
import LinkTallyInput
import LinkTallyReport

/// What is said of a run of `ingest`, on stderr.
struct IngestMessages {
    /// What is wrong or odd, in the order of the files.
    let problems: [String]
    /// How logs were read, and the run in one line.
    let remarks: [String]

    init(_ summary: IngestSummary, store: String, isFormatNamed: Bool) {
        problems = summary.files.flatMap { file in
            [Self.failure(file), Self.partial(file), Self.sharing(file), Self.warning(file)].compactMap(\.self)
                + Self.doubts(file)
        }
        let formats = summary.files.compactMap { file in file.format.map { (file.path.name, $0) } }
        remarks =
            (isFormatNamed ? [] : InputMessages.formats(formats)) + summary.files.compactMap(Self.dropped)
            + [Self.line(summary, store)]
    }

    private static func line(_ summary: IngestSummary, _ store: String) -> String {
        let files = summary.files.count
        let states = summary.counts.filter { $0.count > 0 }.map { "\(Figure.grouped($0.count)) \($0.state)" }
        let seconds = (summary.seconds * 10).rounded() / 10
        return "\(store): \(Figure.grouped(files)) \(files == 1 ? "file" : "files")"
            + (states.isEmpty ? "" : ": \(states.joined(separator: ", "))")
            + "; \(Figure.grouped(summary.lines.total)) lines, \(Figure.grouped(summary.bytes)) bytes counted in \(seconds) s"
    }

    private static func failure(_ file: IngestedFile) -> String? {
        guard case .failed(let error) = file.state else { return nil }
        return "\(file.path.name): \(reason(file, error)) (\(error.fault.rawValue)); \(advice(file, error))"
    }

    private static func reason(_ file: IngestedFile, _ error: InputError) -> String {
        switch error.fault {
        case .openFailed where error.code == EISDIR: return "is a directory"
        case .noFile where file.path.isStandardInput:
            return "stdin can be read only once, and a log must be read again to be known"
        case .unknownFormat:
            let line = String(decoding: error.line, as: UTF8.self)
            return (error.hint.map { "no known format fits: \($0)" } ?? "no known format fits its first lines")
                + ", the first of which is: \(line)"
        case .wrongFormat:
            return InputMessages.unread(file.refusal?.lines ?? LineCounts(), as: file.refusal?.format ?? "")
        case .undecided where file.refusal?.known != nil:
            return Self.undecided(file.refusal!)
        default: return error.explanation + error.details
        }
    }

    private static func undecided(_ refusal: LogRefusal) -> String {
        let name = refusal.known?.name ?? ""
        return "ends after \(Figure.grouped(refusal.bytes)) bytes inside what was counted of \(name) (log "
            + "\(refusal.known?.id ?? 0)), with which it agrees as far as the store has hashes, and that log is not there to be "
            + "compared with"
    }

    private static func advice(_ file: IngestedFile, _ error: InputError) -> String {
        if let content = error.content {
            return "nothing of it was kept; write it to a file that can be read, and name that: "
                + content.packing(file.path.name)
        }
        if let document = error.document {
            return "nothing of it was kept; write its records to a file, one a line, and name that: "
                + "\(document.converting(file.path.name)) > lines.json"
        }
        if let command = error.unpacking(file.path.name) {
            return "nothing of it was kept; write it to a file that can be read, and name that: \(command) | gzip > "
                + ShellWord.quoted(file.path.name + ".gz")
        }
        return switch error.fault {
        case .openFailed where error.code == EISDIR:
            "name the logs in it, or: find \(ShellWord.quoted(file.path.name)) -type f -print0 | linktally ingest --files0-from -"
        case .noFile: "write the log to a file and name that, or report on it with linktally scan"
        case .unknownFormat: InputMessages.namingFormat(file.path.name)
        case .wrongFormat:
            "nothing of it was kept; name the right format (--format), or count it all the same (--accept-malformed)"
        case .otherFormat:
            "leave the format out and give --assume-time-zone as before, or forget the log first (linktally store forget)"
        case .undecided:
            "nothing of it was counted; leave it out if it is a copy of a part of that log; put that log back where it was, "
                + "to have the two compared; or take it in as a log of its own with --origin"
        case .openLine: "nothing more was counted; forget the log (linktally store forget) to count all of it anew"
        case let fault where fault.isTruncation:
            "nothing of it was kept; it is read again next time, or --keep-partial counts its whole lines"
        default: "nothing of it was kept; it is read again next time"
        }
    }

    private static func partial(_ file: IngestedFile) -> String? {
        guard let fault = file.fault else { return nil }
        return "\(file.path.name): \(fault.explanation)\(fault.details) (\(fault.fault.rawValue)); "
            + "\(Figure.grouped(file.lines.total)) more whole lines were counted (--keep-partial)"
    }

    private static func sharing(_ file: IngestedFile) -> String? {
        file.sharing.map { bytes, name in
            "\(file.path.name): begins with the same \(Figure.grouped(bytes)) bytes or more as \(name), and then goes its own "
                + "way; all of it was counted as a new log"
        }
    }

    private static func dropped(_ file: IngestedFile) -> String? {
        file.dropped.map { requests, hour in
            "\(file.path.name): \(Figure.grouped(requests)) of its new requests are of hours before \(StoreText.hour(hour)), up "
                + "to which the log was pruned; they are in no count"
        }
    }

    private static func doubts(_ file: IngestedFile) -> [String] {
        guard let choice = file.choice else { return [] }
        return [InputMessages.pieces(file.path.name, file.counts)].compactMap(\.self)
            + InputMessages.doubts(file.path.name, file.counts, choice)
    }

    private static func warning(_ file: IngestedFile) -> String? {
        file.warning.map { warning in
            InputMessages.warning(file.path.name, warning)
                + (warning == .missingEndMarker ? ", and is not counted until it has one" : "")
        }
    }
}
