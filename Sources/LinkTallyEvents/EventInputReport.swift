import LinkTallyInput
import LinkTallyPayments

/// One input of payment events after a run.
package struct EventInputReport: Sendable {
    /// The name as given, `-` for stdin.
    package let name: String
    package internal(set) var container: Container?
    /// Decoded bytes.
    package internal(set) var bytes = 0
    package internal(set) var counts = EventCounts()
    /// Why it was not read to its end.
    package internal(set) var error: InputError?
    package internal(set) var warning: InputWarning?
    /// The first malformed events: line, and what is wrong.
    package internal(set) var malformed: [(line: Int, reason: String)] = []
    /// The first sessions that thin events name, which are to be fetched; in the events' order.
    package internal(set) var thinSessions: [String] = []
    /// The line on which the first document of more than `textLimit` bytes begins, of which nothing was read.
    package internal(set) var tooLongLine: Int?

    /// The id of the last element of the last list that says that it is one page of several (empty where it has none); nil
    /// where there is no such list, or the run has a last page.
    package internal(set) var openPage: String?
    /// Whether a list says that it is the last page, or the only one.
    var hasLastPage = false

    init(_ name: String) { self.name = name }

    /// Malformed events, and sessions of thin ones, that are named.
    package static let namedLimit = 10

    /// The most bytes that a document may have.
    package static let textLimit = TextBuffer.textLimit

    /// Whether anything of it was understood, or nothing was there to understand.
    package var isRead: Bool {
        counts.events > counts.malformed || (error == nil && tooLongLine == nil && counts.malformed == 0)
    }

    /// What a report lists.
    package var summary: EventInputSummary {
        EventInputSummary(
            name: name, container: container?.rawValue, bytes: bytes, counts: counts,
            error: tooLongLine != nil ? Self.tooLongCode : error?.fault.rawValue,
            warning: warning?.code
                ?? (openPage != nil ? Self.morePagesCode : counts.thin > 0 ? Self.thinEventsCode : nil))
    }

    /// The error code of an input with a text that is too long.
    package static let tooLongCode = "too_long"

    /// The warning code of an input with lists whose last page no input has.
    package static let morePagesCode = "more_pages"

    /// The warning code of an input with thin events, which tell of payments that cannot count.
    package static let thinEventsCode = "thin_events"

    mutating func addThin(_ session: String?) {
        counts.thin += 1
        guard let session, thinSessions.count < Self.namedLimit, !thinSessions.contains(session) else { return }
        thinSessions.append(session)
    }

    mutating func addPage(hasMore: Bool, last: String?) {
        if hasMore { openPage = last ?? "" } else { hasLastPage = true }
    }

    mutating func addMalformed(line: Int, _ reason: String) {
        counts.malformed += 1
        if malformed.count < Self.namedLimit { malformed.append((line, reason)) }
    }
}
