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
    /// The first line with a text of more than `textLimit` bytes, of which nothing was read; 1 for a document.
    package internal(set) var tooLongLine: Int?

    init(_ name: String) { self.name = name }

    /// Malformed events that are named.
    package static let namedLimit = 10

    /// The most bytes that a line may have, or a document over many lines.
    package static let textLimit = TextBuffer.textLimit

    /// Whether anything of it was read.
    package var isRead: Bool { error?.fault.precedesReading != true && (tooLongLine == nil || counts.events > 0) }

    /// What a report lists.
    package var summary: EventInputSummary {
        EventInputSummary(
            name: name, container: container?.rawValue, bytes: bytes, counts: counts,
            error: tooLongLine != nil ? Self.tooLongCode : error?.fault.rawValue, warning: warning?.rawValue)
    }

    /// The error code of an input with a text that is too long.
    package static let tooLongCode = "too_long"

    mutating func addMalformed(line: Int, _ reason: String) {
        counts.malformed += 1
        if malformed.count < Self.namedLimit { malformed.append((line, reason)) }
    }
}
