import LinkTallyCore
import LinkTallyReport

/// What is said of values and bases that make no link. Not escaped yet for a terminal, but for `shown`.
enum LinkWords {
    /// Columns of a value or base that a message shows.
    private static let shownColumns = 60
    /// Bytes that are looked at for it.
    private static let shownBytes = 1024

    /// A value that would be dropped, why, and what to write instead.
    static func problem(_ rejection: ValueRejection, isOfBase: Bool = false) -> String {
        start(rejection, isOfBase) + ValueDiagnosis.text(rejection, nearest: rejection.nearest)
    }

    /// A value that would be dropped, why, and what was done about it.
    static func repair(_ rejection: ValueRejection, _ value: ParameterValue?, isOfBase: Bool = false) -> String {
        let done =
            rejection.reason == .duplicate
            ? "the others were taken out" : value.map { "replaced by \($0.text)" } ?? "taken out"
        return start(rejection, isOfBase) + ValueDiagnosis.why(rejection) + "; " + done
    }

    static func text(_ error: LinkError) -> String {
        switch error {
        case .notAURL: "begins neither with a scheme such as https:// and a host, nor with / or ?"
        case .forbiddenByte(let offset):
            "has a space or control character at byte \(Figure.grouped(offset + 1)); percent-encode it"
        case .tooLong: "has more than \(Figure.grouped(LinkBuilder.baseLimit)) bytes"
        }
    }

    /// Bytes of a stranger for a message, escaped and shortened.
    static func shown(_ bytes: [UInt8]) -> String {
        TerminalText.excerpt(bytes.prefix(shownBytes), columns: shownColumns)
    }

    private static func start(_ rejection: ValueRejection, _ isOfBase: Bool) -> String {
        let owner = isOfBase ? "the base's " : ""
        if rejection.reason == .duplicate { return "\(owner)\(rejection.parameter) " }
        return "\(owner)\(rejection.parameter)=\(shown(rejection.value.bytes)): "
    }
}
