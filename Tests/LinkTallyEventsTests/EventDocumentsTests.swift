import Foundation
import LinkTallyPayments
import TestSupport
import Testing

@testable import LinkTallyEvents
@testable import LinkTallyInput

/// Random documents, one behind the other, on one or several lines, some cut off: each event is read once, each fault is one.
@Suite struct EventDocumentsTests {
    /// What an input has: ids of its events in their order, `-` for what is malformed.
    private struct Input {
        var text = ""
        var expected: [String] = []
    }

    private var generator = SplitMix(seed: TestSeed.drawn)

    private mutating func draw(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[draw(elements.count)] }

    private func event(_ number: Int) -> [String: Any] {
        [
            "id": "evt_\(number)", "object": "event", "type": "checkout.session.completed", "created": 1_795_431_600,
            "livemode": true,
            "data": [
                "object": [
                    "id": "cs_\(number)", "object": "checkout.session", "livemode": true, "created": 1_795_431_000,
                    "payment_status": "paid", "amount_total": 1999, "currency": "usd",
                    "client_reference_id": "}\n{\"],[\\\" \(number)", "metadata": ["a": [[], [[:]]], "b": [1, "x"]],
                ]
            ],
        ]
    }

    private func json(_ value: Any, isPretty: Bool) throws -> String {
        let options: JSONSerialization.WritingOptions = isPretty ? [.prettyPrinted, .sortedKeys] : .sortedKeys
        return String(decoding: try JSONSerialization.data(withJSONObject: value, options: options), as: UTF8.self)
    }

    /// A document with events from `number` on. Behind one that is cut off, no array whose lines look like documents: they are
    /// read as such, and its first bracket is one more fault.
    private mutating func document(
        _ number: inout Int, behindCut isBehindCut: Bool
    ) throws -> (text: String, ids: [String]) {
        let isPretty = draw(2) == 0
        guard draw(3) == 0 else {
            number += 1
            return (try json(event(number), isPretty: isPretty), ["evt_\(number)"])
        }
        let numbers = Array(number + 1..<number + 1 + draw(4))
        number += numbers.count
        let events = numbers.map(event)
        let ids = numbers.map { "evt_\($0)" }
        switch draw(isBehindCut ? 3 : 4) {
        case 0: return (try json(events, isPretty: isPretty), ids)
        case 1: return (try json(["object": "list", "data": events], isPretty: isPretty), ids)
        case 2:
            let lines = try events.map { try json($0, isPretty: false) }.joined(separator: "\r\n,")
            return ("{\"object\":\"list\",\"data\":[\(lines)\n] ,\n \"url\":\"/v1/events\"}", ids)
        default:
            let lines = try events.map { try json($0, isPretty: false) }.joined(separator: ",\n")
            return ("[\n\(lines)\n\n]", ids)
        }
    }

    private mutating func input() throws -> Input {
        var input = Input()
        var number = 0
        var isBehindCut = false
        for _ in 0...draw(12) {
            let (text, ids) = try document(&number, behindCut: isBehindCut)
            switch draw(5) {
            case 0 where ids.count == 1 && text.hasPrefix("{") && !text.contains("\"list\""):
                // Cut off, on a line of its own or behind one of its lines.
                let lines = text.split(separator: "\n")
                let cut = lines.count > 1 ? lines.prefix(1 + draw(lines.count - 1)).joined(separator: "\n") : nil
                input.text += "\n\(cut ?? String(text.prefix(1 + draw(text.count - 1))))\n"
                input.expected.append("-")
                isBehindCut = true
            case 1 where !isBehindCut:
                input.text += "\n\(pick(["x", "7", "\"}\"", "null {}", "{\"a\":}"]))\n"
                input.expected.append("-")
                fallthrough
            default:
                input.text += text + (isBehindCut ? "\n" : pick(["\n", "\r\n", "\n\n", "\n \t\n\n", " ", "", "\n  "]))
                input.expected += ids
                isBehindCut = false
            }
        }
        return input
    }

    private func read(_ input: Input, capacity: Int, blockSize: Int) throws -> [String] {
        let source = try DecodedInput(MemorySource(Array(input.text.utf8), blockSize: blockSize), decoder: .zlib)
        let reader = EventReader(isLive: true)
        var buffer = TextBuffer(capacity: capacity)
        var found: [String] = []
        while try buffer.next(from: source) == .text {
            try reader.forEachEvent(in: buffer.text) { verdict, _ in
                switch verdict {
                case .seen(let seen): found.append(seen.eventID ?? "a session")
                case .malformed: found.append("-")
                default: found.append("\(verdict)")
                }
            }
        }
        return found
    }

    @Test mutating func eachIsReadOnce() throws {
        for _ in 0..<400 {
            let input = try input()
            let (capacity, blockSize) = (3 + draw(pick([8, 4096])), 1 + draw(pick([8, 4096])))
            let found = try read(input, capacity: capacity, blockSize: blockSize)
            #expect(
                found == input.expected,
                "seed \(TestSeed.drawn), capacity \(capacity), blocks of \(blockSize):\n\(input.text)")
            guard found == input.expected else { return }
        }
    }
}
