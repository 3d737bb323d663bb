import Glibc
import LinkTallyInput
import LinkTallyReport

/// What is said of an input that could not be read whole.
enum InputFaultText {
    /// - Parameters:
    ///   - lines: Whole lines before the fault.
    ///   - done: What was done with them: `counted`.
    ///   - listsLogs: Whether logs are meant, which have their own ways to be named.
    static func text(_ name: String, _ error: InputError, lines: Int, done: String, listsLogs: Bool = true) -> String {
        guard error.fault != .openFailed else {
            let code = error.code ?? 0
            let reason =
                code == EBADF && name == "-"
                ? "stdin is closed; give it something to read, or name a file"
                : listsLogs ? logFailure(name, code) : "cannot be opened: \(SystemError.text(code))"
            return "\(name): \(reason) (open_failed)"
        }
        if let content = error.content {
            let command = OtherContentText.command(name, content) + (listsLogs ? " | linktally" : "")
            return "\(name): \(error.explanation) (\(error.fault.rawValue)); nothing of it was \(done); "
                + "\(OtherContentText.verb(content)): \(command)"
        }
        let place = error.offset.map { " at byte \(Figure.grouped($0 + 1))" } ?? ""
        let system = error.code.map { ": \(SystemError.text($0))" } ?? ""
        let done = "\(Figure.grouped(lines)) whole \(lines == 1 ? "line was" : "lines were") \(done)"
        return "\(name): \(error.fault.explanation)\(place)\(system) (\(error.fault.rawValue)); \(done)"
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
}
