/// Why an event cannot be read.
struct EventFault: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
