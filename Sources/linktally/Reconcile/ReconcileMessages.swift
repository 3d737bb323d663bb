import LinkTallyEvents
import LinkTallyReport

/// What is said of a run's events on stderr, and the exit status they ask for.
struct ReconcileMessages {
    /// In the order of the inputs.
    let lines: [String]
    let status: ExitStatus

    init(_ inputs: [EventInputReport]) {
        lines = inputs.flatMap { input in
            [Self.fault(input), Self.tooLong(input)].compactMap(\.self) + Self.malformed(input)
                + [Self.warning(input), Self.morePages(input), Self.thin(input)].compactMap(\.self)
        }
        let hasFault = inputs.contains { $0.error != nil || $0.tooLongLine != nil || $0.counts.malformed > 0 }
        status = !inputs.contains(where: \.isRead) ? .failure : hasFault ? .inputFault : .success
    }

    private static func fault(_ input: EventInputReport) -> String? {
        guard let error = input.error else { return nil }
        if error.fault.precedesReading {
            return InputMessages.fault(input.name, error, lines: 0, done: "read", listsLogs: false)
        }
        return "\(input.name): \(error.explanation)\(error.details) (\(error.fault.rawValue)); "
            + "\(Figure.grouped(input.counts.events)) events before it were read"
    }

    /// A document is read whole, and memory has no room for more than so much.
    private static func tooLong(_ input: EventInputReport) -> String? {
        guard let line = input.tooLongLine else { return nil }
        return "\(input.name): what begins on line \(Figure.grouped(line)) is longer than "
            + "\(EventInputReport.textLimit >> 20) MiB (\(EventInputReport.tooLongCode)) and was not read; "
            + "give its events a line each: jq -c '.data[]', or of an array jq -c '.[]'"
    }

    private static func malformed(_ input: EventInputReport) -> [String] {
        var lines = input.malformed.map {
            "\(input.name): line \(Figure.grouped($0.line)): malformed event: \($0.reason)"
        }
        let others = input.counts.malformed - input.malformed.count
        if others > 0 { lines.append("\(input.name): \(Figure.grouped(others)) more events are malformed") }
        if input.counts.malformed == input.counts.events, input.counts.malformed > 0 {
            lines.append(
                "\(input.name): no event of it can be read; events are JSON: a document each, or lists of them")
        }
        return lines
    }

    private static func warning(_ input: EventInputReport) -> String? {
        input.warning.map { InputMessages.warning(input.name, $0) }
    }

    /// A thin event has no session in it, so that its payment is in no count until the session was fetched.
    private static func thin(_ input: EventInputReport) -> String? {
        let events = input.counts.thin
        guard events > 0 else { return nil }
        let sessions =
            input.thinSessions.joined(separator: ", ") + (input.thinSessions.count < events ? " and others" : "")
        return "\(input.name): \(Figure.grouped(events)) thin event\(events == 1 ? "" : "s") without the session that "
            + "\(events == 1 ? "it is" : "they are") about: the payment\(events == 1 ? "" : "s") cannot count "
            + "(\(EventInputReport.thinEventsCode)); fetch the session\(events == 1 ? "" : "s") and reconcile what comes: "
            + (input.thinSessions.isEmpty ? "none is named" : sessions)
    }

    /// A list that was fetched is a page, and says so where there are others.
    private static func morePages(_ input: EventInputReport) -> String? {
        guard let last = input.openPage else { return nil }
        return "\(input.name): its list is one page of several (\"has_more\": true), and the last is in no input "
            + "(\(EventInputReport.morePagesCode)); fetch the next with "
            + "starting_after=\(last.isEmpty ? "the page's last id" : last), and so on until has_more is false, and reconcile these, too"
    }
}
