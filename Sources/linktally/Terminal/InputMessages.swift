import Glibc
import LinkTallyCore
import LinkTallyInput
import LinkTallyReport

/// What is said of inputs on stderr, by every command that reads some.
enum InputMessages {
    /// An input that could not be read whole.
    ///
    /// - Parameters:
    ///   - lines: Whole lines before the fault.
    ///   - done: What was done with them: `counted`.
    ///   - listsLogs: Whether logs are meant, which have their own ways to be named.
    static func fault(_ name: String, _ error: InputError, lines: Int, done: String, listsLogs: Bool = true) -> String {
        guard error.fault != .openFailed else {
            let code = error.code ?? 0
            let reason =
                code == EBADF && name == "-"
                ? "stdin is closed; give it something to read, or name a file"
                : listsLogs ? logFailure(name, code) : "cannot be opened: \(SystemError.text(code))"
            return "\(name): \(reason) (open_failed)"
        }
        if let content = error.content {
            let command = content.converting(name) + (listsLogs ? " | linktally" : "")
            return "\(name): \(error.explanation) (\(error.fault.rawValue)); nothing of it was \(done); "
                + "\(content.verb): \(command)"
        }
        if let document = error.document {
            let command = document.converting(name) + (listsLogs ? " | linktally" : "")
            return "\(name): \(error.explanation) (\(error.fault.rawValue)); nothing of it was \(done); "
                + "make lines of it first: \(command)"
        }
        let done = "\(Figure.grouped(lines)) whole \(lines == 1 ? "line was" : "lines were") \(done)"
        let wayOut = error.unpacking(name).map { "; unpack it first: \($0)\(listsLogs ? " | linktally" : "")" } ?? ""
        return "\(name): \(error.explanation)\(error.details) (\(error.fault.rawValue)); \(done)\(wayOut)"
    }

    private static func logFailure(_ name: String, _ code: Int32) -> String {
        switch code {
        case EISDIR:
            "is a directory; name the logs in it, or: find \(ShellWord.quoted(name)) -type f -print0 | linktally --files0-from -"
        case ENOENT where name.starts(with: /https?:\/\//):
            "is a link, and no file; what becomes of its codes says: linktally check \(ShellWord.quoted(name))"
        case ENOENT where name.contains { "*?[".contains($0) }:
            "no file matches this pattern, so the shell left it as it is; check the path"
        default: "cannot be opened: \(SystemError.text(code))"
        }
    }

    /// An input that was read to its end and is odd.
    static func warning(_ name: String, _ warning: InputWarning) -> String {
        let place = warning.offset.map { "from byte \(Figure.grouped($0 + 1)) on, " } ?? ""
        let code = warning.code.map { " (\($0))" } ?? ""
        return "\(name): \(place)\(warning.explanation)\(code)"
    }

    /// An input of which more than half cannot be read as its format; nil where that is not so.
    static func unread(_ name: String, _ lines: LineCounts, _ choice: FormatChoice) -> String? {
        guard choice.isMostlyUnread(lines) else { return nil }
        return "\(name): \(unread(lines, as: choice.format.name)); is that its format? \(explaining(name, choice))"
    }

    /// `3 of 5 lines cannot be read as caddy, and 1 more has no request in it`.
    static func unread(_ lines: LineCounts, as format: String) -> String {
        let all = "of \(Figure.grouped(lines.judged)) \(lines.judged == 1 ? "line" : "lines")"
        let noTarget = "\(lines.noTarget == 1 ? "has" : "have") no request where \(format) has it"
        guard lines.malformed > 0 else { return "\(Figure.grouped(lines.noTarget)) \(all) \(noTarget)" }
        let malformed = "\(Figure.grouped(lines.malformed)) \(all) cannot be read as \(format)"
        return lines.noTarget > 0 ? "\(malformed), and \(Figure.grouped(lines.noTarget)) more \(noTarget)" : malformed
    }

    /// What is odd about how an input was read: some of its lines are unread, or have no time, or it could be of several formats.
    static func doubts(_ name: String, _ counts: InputCounts, _ choice: FormatChoice) -> [String] {
        var doubts: [String] = []
        let (lines, format) = (counts.lines, choice.format.name)
        if !choice.isNamed, lines.malformed * 100 > lines.judged {
            doubts.append(
                "\(name): \(Figure.grouped(lines.malformed)) of \(Figure.grouped(lines.judged)) lines cannot be read as \(format) "
                    + "and are in no count; \(explaining(name, choice))")
        }
        if !choice.others.isEmpty {
            doubts.append(
                "\(name): its first lines fit \(choice.others.joined(separator: " and ")) as well as \(format), which was taken; "
                    + "name the right one (--format)")
        }
        if choice.format.lacks.contains(.query), lines.requests > 0 {
            doubts.append(
                "\(name): \(format) has no query string, so that no code can be counted; read the log of what stands in front of "
                    + "it, such as CloudFront or a load balancer")
        }
        if choice.lacksTimes(counts) { doubts.append(untimed(name, counts, choice)) }
        return doubts
    }

    /// What is said of a log with lines that a runtime cut into pieces; nil where it has none.
    static func pieces(_ name: String, _ counts: InputCounts) -> String? {
        guard counts.pieces > 0 else { return nil }
        let lines = counts.pieces == 1 ? "line is a piece" : "lines are pieces"
        return
            "\(name): \(Figure.grouped(counts.pieces)) \(lines) of longer ones, which the container runtime cut (at 16 KiB, as a "
            + "rule); pieces are malformed and in no count: to have such requests counted, read the log that the server writes itself"
    }

    private static func untimed(_ name: String, _ counts: InputCounts, _ choice: FormatChoice) -> String {
        let requests = counts.lines.requests
        let which =
            counts.untimed == requests
            ? "no request has a time that can be read"
            : "\(Figure.grouped(counts.untimed)) of \(Figure.grouped(requests)) requests have no time that can be read"
        let example = choice.untimed.map { ", as in: \(String(decoding: $0, as: UTF8.self))" } ?? ""
        return
            "\(name): \(which)\(example); their hour is 'unknown'. Read are ISO 8601, dd/Mon/yyyy:hh:mm:ss +zzzz, and seconds, "
            + "milli-, micro- or nanoseconds since 1970; \(explaining(name, choice))"
    }

    /// What is to be done where no format fits.
    static func namingFormat(_ name: String) -> String {
        "name the format with --format (linktally formats lists them), or \(explaining(name))"
    }

    /// The command that shows what was found where in an input.
    static func explaining(_ name: String, _ choice: FormatChoice? = nil) -> String {
        let options =
            choice.map { choice in
                let envelopes = choice.format.envelopes.map(\.name).joined(separator: ",")
                return (choice.isNamed && !choice.format.isCustom ? " --format \(choice.format.ownName)" : "")
                    + (envelopes.isEmpty ? "" : " --envelope \(envelopes)")
            } ?? ""
        return "see what stands where: linktally explain\(options) \(name == "-" ? "FILE" : ShellWord.quoted(name))"
    }

    /// Formats that were recognised, each once.
    static func formats(_ inputs: [(name: String, format: String)]) -> [String] {
        var names: [String] = []
        var counts: [String: Int] = [:]
        var firsts: [String: String] = [:]
        for (name, format) in inputs {
            if counts[format] == nil { names.append(format) }
            counts[format, default: 0] += 1
            firsts[format] = firsts[format] ?? name
        }
        return names.map { format in
            let others = counts[format, default: 1] - 1
            let more = others > 0 ? " and \(Figure.grouped(others)) more" : ""
            return "\(firsts[format] ?? "")\(more): format \(format), told from the first lines"
        }
    }
}

extension InputError {
    /// Where it is wrong, and what the system says: ` at byte 48,213: Input/output error`; empty where neither is
    /// known.
    var details: String {
        (offset.map { " at byte \(Figure.grouped($0 + 1))" } ?? "") + (code.map { ": \(SystemError.text($0))" } ?? "")
    }
}

extension JSONDocument {
    /// The command that writes the records of the input `name` to its stdout, one a line.
    func converting(_ name: String) -> String {
        name == "-" ? "... | \(converter)" : "\(converter) \(ShellWord.quoted(name))"
    }
}

extension InputError {
    /// The command that writes what is in the input `name` to its stdout, where that is packed in a way that is not read here.
    func unpacking(_ name: String) -> String? {
        guard let container, fault == .windowTooLarge || fault == .unsupportedOption else { return nil }
        let dictionary = fault == .unsupportedOption && container != .xz ? " -D DICTIONARY" : ""
        return name == "-"
            ? "... | \(container.unpacker)\(dictionary)"
            : "\(container.unpacker)\(dictionary) \(ShellWord.quoted(name))"
    }
}

extension OtherContent {
    /// What is to be done where an input is packed or written as something that is not read.
    var verb: String { isPacked ? "unpack it first" : "convert it first" }

    /// The command that writes what is in the input `name` to its stdout.
    func converting(_ name: String) -> String {
        guard name == "-" else { return "\(converter) \(ShellWord.quoted(name))" }
        return readsStandardInput ? "... | \(converter)" : "\(converter) FILE"
    }

    /// The command that makes a gzip file of the file `name`.
    func packing(_ name: String) -> String {
        var target = name
        if let suffix, target.hasSuffix(suffix) { target.removeLast(suffix.count) }
        return "\(converting(name)) | gzip > \(ShellWord.quoted(target + ".gz"))"
    }
}

/// Names in commands that a message shows.
enum ShellWord {
    /// `text` as a shell reads it as one word: as it is where nothing in it means something to a shell.
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default: "-._/+,:=@%".utf8.contains(byte)
            }
        }
        if isPlain, !text.isEmpty { return text }
        let parts = text.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + parts.joined(separator: "'\\''") + "'"
    }
}
