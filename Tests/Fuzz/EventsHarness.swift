@testable import LinkTallyEvents
@testable import LinkTallyInput
@testable import LinkTallyPayments

/// Payment events as an input has them: the same events whatever is read at a time, each on a line that there is.
enum EventsHarness {
    static func run(_ input: [UInt8]) {
        let lines = 1 + input.count { $0 == 0x0A }
        let expected = events(input, blockSize: .max, capacity: 1 << 16)
        for event in expected {
            precondition(1...lines ~= event.line, "an event on line \(event.line) of \(lines)")
            guard case .seen(let seen) = event.verdict else { continue }
            let payment = seen.payment
            precondition(0...1_000_000_000_000 ~= payment.details.amount && !payment.session.isEmpty, "\(payment)")
            precondition(
                !payment.isPaid || payment.details.currency.isEmpty || Currency(payment.details.currency) != nil)
            var merged = payment
            merged.merge(payment)
            precondition(merged == payment, "what is said twice changes something: \(payment)")
        }
        for (blockSize, capacity) in [(1, 3), (7, 16)] {
            let again = events(input, blockSize: blockSize, capacity: capacity)
            precondition(again == expected, "events depend on what is read at a time")
        }
    }

    private struct Event: Equatable {
        let line: Int
        let verdict: EventVerdict
    }

    private static func events(_ input: [UInt8], blockSize: Int, capacity: Int) -> [Event] {
        var events: [Event] = []
        // Gzip has a harness of its own.
        guard !input.starts(with: [0x1F, 0x8B]) else { return [] }
        do {
            let source = try DecodedInput(MemorySource(input, blockSize: blockSize), decoder: .zlib)
            let reader = EventReader(isLive: true)
            var buffer = TextBuffer(capacity: capacity)
            while try buffer.next(from: source) == .text {
                let text = buffer.text
                try reader.forEachEvent(in: text) { verdict, offset in
                    precondition(text.range.lowerBound...text.range.upperBound ~= offset, "an event outside its text")
                    let line = buffer.line + text.lineFeeds(in: text.range.lowerBound..<offset)
                    events.append(Event(line: line, verdict: verdict))
                }
            }
        } catch let error as InputError where error.content != nil {
            // Packed or written as what is not read: refused before the first event, whatever is read at a time.
            precondition(events.isEmpty, "events of what is not read: \(error)")
        } catch {
            preconditionFailure("memory cannot fail: \(error)")
        }
        return events
    }
}
