/// What a run read: each event is in exactly one of them, so that their sum is `events`.
package struct EventCounts: Equatable, Sendable {
    /// Told something of a payment, or told it again as another event.
    package var counted = 0
    /// Events whose id had been counted before.
    package var replayed = 0
    /// Of the other `livemode`.
    package var otherMode = 0
    /// Not about a checkout session.
    package var otherObjects = 0
    package var malformed = 0

    package var events: Int { counted + replayed + otherMode + otherObjects + malformed }

    package init() {}

    package static func += (a: inout EventCounts, b: EventCounts) {
        a.counted += b.counted
        a.replayed += b.replayed
        a.otherMode += b.otherMode
        a.otherObjects += b.otherObjects
        a.malformed += b.malformed
    }
}
