import LinkTallyCore

/// Reads payment events: full events, bare checkout sessions, and lists of both (an array, or `{"object":"list","data":[...]}`),
/// one behind the other.
package struct EventReader: ~Copyable {
    private let reader = JSONReader()
    private let isLive: Bool

    /// - Parameter isLive: The `livemode` of the payments that are wanted.
    package init(isLive: Bool) { self.isLive = isLive }

    /// Calls `body` with the verdict on each event of a text, and with the offset at which the event begins. Offsets never
    /// decrease. O(text).
    ///
    /// A text has documents, one behind the other, each on one or several lines; white space alone has no event. A document that
    /// cannot be read is one malformed event. So is a fault in a list, at the last offset that was understood. A document with a
    /// fault ends where a line begins with `{` or `[`, and is read on from there.
    package func forEachEvent(in text: PaddedJSON, _ body: (EventVerdict, Int) throws -> Void) throws {
        guard !text.isBlank else { return }
        // Nearly all texts are one event.
        if !isList(text), reader.parses(text) { return try body(verdict(), text.range.lowerBound) }
        try forEachDocument(in: text, isBroken: false, body)
    }

    /// - Parameter isBroken: Whether `text` is a document with a fault, which is taken apart: a document in it ends at the latest
    ///   where a line begins with another one, and brackets and commas between documents are passed over.
    private func forEachDocument(
        in text: PaddedJSON, isBroken: Bool, _ body: (EventVerdict, Int) throws -> Void
    ) throws {
        let end = text.range.upperBound
        var place = text.range.lowerBound
        var limit = isBroken ? place : end
        let separates = { (byte: UInt8) in isBroken ? PaddedJSON.goesOn(byte) : byte == UInt8(ascii: ",") }
        while let start = text.first(from: place, passing: { PaddedJSON.isSpace($0) || separates($0) }) {
            if start >= limit { limit = text.lineThatOpens(behind: start) ?? end }
            let documentEnd = text.endOfDocument(from: start, limit: limit)
            let document = text.part(start..<(documentEnd ?? limit))
            place = document.range.upperBound
            let isWhole = documentEnd != nil
            if isList(document) {
                if !isWhole, !isBroken, document.lineThatOpens(behind: start) != nil {
                    try forEachDocument(in: document, isBroken: true, body)
                } else {
                    try forEachElement(of: document, body)
                }
            } else if isWhole, reader.parses(document) {
                try body(verdict(), start)
            } else if !isBroken, document.lineThatOpens(behind: start) != nil {
                try forEachDocument(in: document, isBroken: true, body)
            } else {
                try body(verdict(on: document), start)
            }
        }
    }

    private func isList(_ text: PaddedJSON) -> Bool {
        text.begins(with: UInt8(ascii: "[")) || reader.has(text, "object", "list")
    }

    private func forEachElement(of list: PaddedJSON, _ body: (EventVerdict, Int) throws -> Void) throws {
        let isArray = list.begins(with: UInt8(ascii: "["))
        let hasMore = isArray ? nil : reader.flag(list, "has_more")
        var place = list.range.lowerBound
        var last: String?
        do {
            try reader.forEachElement(of: list, in: isArray ? nil : "data") { range in
                let verdict = verdict(on: list.part(range))
                if hasMore == true { last = verdict.isMalformed ? nil : reader.value(at: "/id").string }
                try body(verdict, range.lowerBound)
                place = range.upperBound
            }
        } catch let fault as JSONFault {
            return try body(.malformed("the list cannot be read from here: \(fault.reason)"), place)
        }
        if let hasMore { try body(.page(hasMore: hasMore, last: last), place) }
    }

    private func verdict(on text: PaddedJSON) -> EventVerdict {
        do throws(JSONFault) { try reader.parse(text) } catch { return .malformed(error.reason) }
        return verdict()
    }

    /// The verdict on what was parsed.
    private func verdict() -> EventVerdict {
        do throws(EventFault) { return try understood() } catch { return .malformed(error.reason) }
    }

    private func understood() throws(EventFault) -> EventVerdict {
        if reader.value(at: "/object") == .string("checkout.session") {
            let session = SessionFields(reader, at: .root)
            guard try session.isLive() == isLive else { return .otherMode }
            return .seen(SeenPayment(try session.session(), .session, eventID: nil, eventSecond: nil))
        }
        guard reader.value(at: "/data/object") == .object else {
            let object = reader.value(at: "/object").string ?? "event"
            if object == "list" {
                throw EventFault("a list within a list; one behind the other can be read: jq -c '.[]'")
            }
            if object == "v2.core.event" { return thin() }
            if object != "event" { return .otherObject }
            throw EventFault("neither an event nor a checkout session: no data.object")
        }
        guard reader.value(at: "/data/object/object") == .string("checkout.session") else { return .otherObject }
        let session = SessionFields(reader, at: .eventObject)
        guard try session.isLive() == isLive else { return .otherMode }
        let envelope = SessionFields(reader, at: .root)
        guard let type = reader.value(at: "/type").string else { throw EventFault("type is no text") }
        return .seen(
            SeenPayment(
                try session.session(of: EventKind(type: type)), EventKind(type: type), eventID: try envelope.id(),
                eventSecond: try envelope.created()))
    }

    /// The verdict on a thin event: its `related_object` says what it is about (docs.stripe.com/event-destinations).
    private func thin() -> EventVerdict {
        guard reader.value(at: "/related_object/type") == .string("checkout.session") else { return .otherObject }
        if case .boolean(!isLive) = reader.value(at: "/livemode") { return .otherMode }
        let session = reader.value(at: "/related_object/id").string
        return .thin(session: session.flatMap { SessionFields.isIdentifier($0) ? $0 : nil })
    }
}
