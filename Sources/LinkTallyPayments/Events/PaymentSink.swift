/// Where payments are kept.
package protocol PaymentSink {
    /// Adds what was seen, all of it or nothing; returns how many of `seen` were replays: events whose id is known.
    mutating func add(_ seen: [SeenPayment]) throws -> Int
}
