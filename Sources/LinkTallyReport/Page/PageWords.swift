import LinkTallyCore

/// What a page says of a report in sentences: the verdict first, then the one thing to do.
struct PageWords {
    /// What the reader must know before believing anything else; empty where nothing is unsure.
    let doubts: [String]
    let verdict: String
    /// Pieces of a sentence: text, or a value.
    let advice: [[String: Any]]
    /// The logs and their time, in a few words.
    let about: String

    init(_ summary: borrowing Summary, _ options: ReportOptions, _ causes: [ShownValue]) {
        doubts = Self.doubts(summary)
        verdict = Self.verdict(summary, options)
        advice = Self.advice(summary, causes)
        let inputs = summary.inputs
        let names = inputs.count == 1 ? TerminalText.escaped(inputs[0].name) : "\(Self.number(inputs.count)) inputs"
        let known = summary.hours.map(\.hour).filter { $0 != .unknown && $0 != .other }
        let time = known.first.flatMap { first in known.last.map { last in "\(first.text) to \(last.text) UTC" } }
        about = ([TerminalText.fitted(names, 60), time].compactMap(\.self)).joined(separator: " · ")
    }

    /// A number with a narrow space between thousands.
    static func number(_ count: UInt64) -> String { Figure.grouped(count).replacing(",", with: "\u{202F}") }

    static func number(_ count: Int) -> String { number(UInt64(count)) }

    private static func doubts(_ summary: borrowing Summary) -> [String] {
        var doubts: [String] = []
        let (malformed, total) = (UInt64(summary.lines.malformed), UInt64(summary.lines.total))
        if malformed > 0, malformed * 100 >= total {
            doubts.append("\(Figure.share(malformed, of: total)) of the lines could not be read.")
        }
        let faults = summary.inputs.filter { $0.error != nil }
        if let fault = faults.first {
            let name = TerminalText.fitted(TerminalText.escaped(fault.name), 60)
            let others = faults.count == 1 ? "" : " and \(number(faults.count - 1)) more"
            doubts.append(
                "\(name)\(others) could not be read to the end (\(fault.error ?? "")): what follows counts the rest.")
        }
        return doubts
    }

    private static func verdict(_ summary: borrowing Summary, _ options: ReportOptions) -> String {
        let outcomes = summary.requests.outcomes
        let withCodes = outcomes.requests
        guard withCodes > 0 else {
            let text = TextNothing.text(summary.lines, options)
            return text.split(separator: "\n").first.map(String.init) ?? ""
        }
        guard outcomes.withRejection > 0 else {
            return outcomes.attributed == 1
                ? "The one attribution arrived." : "All \(number(outcomes.attributed)) attributions arrived."
        }
        let lost = outcomes.lostAttribution
        let rest =
            lost == 0 ? "none lost all attribution" : "\(number(lost)) lost all attribution"
        return "\(number(outcomes.withRejection)) of \(number(withCodes)) requests with codes "
            + "(\(Figure.share(outcomes.withRejection, of: withCodes))) lost a value; \(rest)."
    }

    private static func advice(_ summary: borrowing Summary, _ causes: [ShownValue]) -> [[String: Any]] {
        guard let first = causes.first else { return [] }
        let cause = causes.first { $0.mended != nil && 2 * $0.hits >= first.hits } ?? first
        let times = cause.hits == 1 ? "once" : "\(number(cause.hits)) times"
        let place: String
        switch cause.links {
        case 1: place = "on one link"
        case let links?: place = "on \(number(links)) links"
        case nil: place = "in this log"
        }
        let text = String(decoding: cause.value.prefix(80), as: UTF8.self)
        let value = TerminalText.escaped("\(cause.parameter.name)=\(text)")
        func say(_ text: String) -> [String: Any] { ["text": text] }
        func show(_ text: String) -> [String: Any] { ["code": text] }
        guard let mended = cause.mended else {
            return [say("Most often: "), show(value), say(" \(place), \(times): \(cause.why).")]
        }
        let all = Parameter.allCases.reduce(0 as UInt64) { sum, parameter in
            sum + RejectionReason.allCases.reduce(0) { $0 + summary.parameters[parameter][$1] }
        }
        let lead = 2 * cause.hits > all ? "Most of it is one fix: " : "The first fix: "
        return [say(lead), show(value), say(" to "), show(mended), say(", \(place), \(times).")]
    }
}
