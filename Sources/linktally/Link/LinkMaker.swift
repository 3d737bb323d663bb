import LinkTallyCore
import LinkTallyReport

/// Makes links of bases and values, and finds the words where none can be made.
struct LinkMaker {
    /// Whether what would be dropped is replaced by the nearest value that is kept.
    let fixes: Bool

    /// What became of a base.
    struct Outcome {
        /// The link; nil where there are problems.
        var link: TaggedLink?
        /// What would be dropped, or why the base is no URL.
        var problems: [String] = []
        /// What was replaced, and what the base has that is nearly a code and will not be read.
        var repairs: [String] = []
        var isURL = true

        var status: ExitStatus { !isURL ? .usage : problems.isEmpty ? .success : .wouldDrop }
    }

    func make(_ base: [UInt8], _ values: LinkValues) -> Outcome {
        var outcome = Outcome()
        do throws(LinkError) {
            // A terminal would do something else than show them.
            let text = String(decoding: base, as: UTF8.self)
            let shown = TerminalText.escaped(text)
            var builder = try LinkBuilder(bytes: base)
            guard shown == text else {
                outcome.refuse("\(LinkWords.shown(base)): no URL: has control characters; percent-encode them")
                return outcome
            }
            for parameter in Parameter.allCases { set(parameter, values[parameter], in: &builder, &outcome) }
            finish(&builder, &outcome)
        } catch {
            outcome.refuse("\(LinkWords.shown(base)): no URL: \(LinkWords.text(error))")
        }
        return outcome
    }

    private func set(
        _ parameter: Parameter, _ text: [UInt8]?, in builder: inout LinkBuilder, _ outcome: inout Outcome
    ) {
        guard let text else { return }
        do throws(ValueRejection) {
            builder.set(try ParameterValue(parameter, DecodedValue(text: text)))
        } catch {
            if fixes, let nearest = error.nearest {
                builder.set(nearest)
                outcome.repairs.append(LinkWords.repair(error, nearest))
            } else {
                outcome.problems.append(LinkWords.problem(error))
                // What the base has there is not looked at: it was to be replaced.
                builder.remove(parameter)
            }
        }
    }

    private func finish(_ builder: inout LinkBuilder, _ outcome: inout Outcome) {
        if fixes {
            for repair in builder.repair() {
                outcome.repairs.append(LinkWords.repair(repair.rejection, repair.value, isOfBase: true))
            }
        }
        do throws(LinkRejection) {
            let link = try builder.link()
            guard outcome.problems.isEmpty else { return }
            outcome.link = link
            outcome.repairs += nearMisses(link)
        } catch {
            outcome.problems += error.values.map { LinkWords.problem($0, isOfBase: true) }
        }
    }

    private func nearMisses(_ link: TaggedLink) -> [String] {
        var check = LinkCheck()
        check.check(link.bytes.rawSpan, link.bytes.indices)
        return check.findings.map {
            "the link's \(LinkWords.shown(Array(link.bytes[$0.range]))): \(FindingText.text($0))"
        }
    }
}

extension LinkMaker.Outcome {
    /// The base is no URL.
    fileprivate mutating func refuse(_ problem: String) {
        isURL = false
        problems = [problem]
    }
}

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
