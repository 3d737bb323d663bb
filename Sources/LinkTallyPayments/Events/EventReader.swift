import LinkTallyCore

/// Reads payment events: full events, bare checkout sessions, and lists of both (an array, or `{"object":"list","data":[...]}`).
package struct EventReader: ~Copyable {
    private let reader = JSONReader()
    private let isLive: Bool

    /// - Parameter isLive: The `livemode` of the payments that are wanted.
    package init(isLive: Bool) { self.isLive = isLive }

    /// Calls `body` with the verdict on each event of a text, and with the offset at which the event begins. O(text).
    ///
    /// A text without anything but white space has no event. What is wrong with a list is one malformed event, at the last
    /// offset that was understood.
    package func forEachEvent(in text: JSONText, _ body: (EventVerdict, Int) throws -> Void) throws {
        guard !text.isBlank else { return }
        let isArray = text.begins(with: UInt8(ascii: "["))
        guard isArray || reader.has(text, "object", "list") else {
            return try body(verdict(on: text), text.range.lowerBound)
        }
        var place = text.range.lowerBound
        do {
            try reader.forEachElement(of: text, in: isArray ? nil : "data") { range in
                try body(verdict(on: JSONText(text.bytes, range)), range.lowerBound)
                place = range.upperBound
            }
        } catch let fault as JSONFault {
            try body(.malformed("the list cannot be read from here: \(fault.reason)"), place)
        }
    }

    private func verdict(on text: JSONText) -> EventVerdict {
        do throws(JSONFault) { try reader.parse(text) } catch { return .malformed(error.reason) }
        do throws(EventFault) { return try verdict() } catch { return .malformed(error.reason) }
    }

    /// The verdict on what was parsed.
    private func verdict() throws(EventFault) -> EventVerdict {
        if reader.value(at: "/object") == .string("checkout.session") {
            let session = SessionFields(reader, at: .root)
            guard try session.isLive() == isLive else { return .otherMode }
            return .seen(SeenPayment(try session.session(), .session, eventID: nil, eventSecond: nil))
        }
        guard reader.value(at: "/data/object") == .object else {
            if reader.value(at: "/object").string.map({ $0 != "event" }) ?? false { return .otherObject }
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
}
