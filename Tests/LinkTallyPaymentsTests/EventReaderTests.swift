import Foundation
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyPayments

@Suite struct EventReaderTests {
    /// The verdicts on `text`, and the offsets of its events.
    private func read(_ text: String, isLive: Bool = true) throws -> [(EventVerdict, Int)] {
        let bytes = Array(text.utf8) + [UInt8](repeating: 0xFF, count: PaddedJSON.padding)
        let reader = EventReader(isLive: isLive)
        var verdicts: [(EventVerdict, Int)] = []
        try reader.forEachEvent(in: PaddedJSON(bytes.rawSpan, 0..<text.utf8.count)) { verdicts.append(($0, $1)) }
        return verdicts
    }

    private func payment(_ text: String) throws -> Payment {
        let verdicts = try read(text)
        #expect(verdicts.count == 1)
        guard case .seen(let seen) = verdicts.first?.0 else {
            Issue.record("\(verdicts)")
            throw CancellationError()
        }
        return seen.payment
    }

    @Test func anEventOfACompletedSession() throws {
        let verdicts = try read(MadeUpEvent().text)
        guard case .seen(let seen) = verdicts.first?.0 else {
            Issue.record("\(verdicts)")
            return
        }
        #expect(seen.eventID == "evt_1" && verdicts.count == 1 && verdicts[0].1 == 0)
        let payment = seen.payment
        #expect(
            payment.session == "cs_live_1" && payment.isLive && payment.state == .paid
                && payment.second == 1_795_437_300)
        #expect(
            payment.details
                == PaymentDetails(reference: "user_42", paymentLink: "plink_1", amount: 2198, currency: "usd"))
    }

    /// What stands behind a list is read, too: another document, or what is none.
    @Test(arguments: [
        ("\n{\"object\":\"list\",\"data\":[]}", 0), ("{}", 1), ("x", 1), ("\n[]", 0), ("}", 1), ("\nx\n{}\n]", 2),
        (",\n7", 1), ("[7]{\"a\"}", 2),
    ])
    func whatStandsBehindAList(rest: String, malformed: Int) throws {
        let list = "{\"object\":\"list\",\"data\":[\(MadeUpEvent().session)]}"
        #expect(try read(list + " \r\n\t").count == 1)
        let verdicts = try read(list + rest).map(\.0)
        guard case .seen? = verdicts.first else {
            Issue.record("\(rest): \(verdicts)")
            return
        }
        #expect(
            verdicts.count == 1 + malformed && verdicts.dropFirst().allSatisfy(\.isMalformed), "\(rest): \(verdicts)")
    }

    /// A document that is cut off takes none behind it along: a line that begins with a bracket begins a document.
    @Test func whatStandsBehindAFault() throws {
        let (a, b) = (MadeUpEvent(id: "evt_a").text, MadeUpEvent(id: "evt_b").text)
        for (text, expected) in [
            ("{\"id\":\n\(a)\n", "-a"), ("{\"id\":\"x\n\(a)\n\(b)", "-ab"), ("{\"id\":\"x\\\n[\(a)]", "-a"),
            ("[\n\(a),\n\(b)", "-ab"),
            ("{\"object\":\"list\",\"data\":[\n\(a),\n\(b)", "-ab"), ("[\n\(a),\n{\"id\":\"x\n\(b)\n]", "-a-b"),
            ("{\"a\" \n\(a)\n}", "-a"), ("\(a),\n\(b),\n", "ab"), ("\(a) x\n\(b)", "a-b"), ("\(a)\(b)", "ab"),
            ("{\n  \"id\": 1,\n  \(a)\n\(b)", "-b"),
        ] {
            let found = try read(text).map { verdict, offset in
                guard case .seen(let seen) = verdict else { return "-" }
                #expect(text.utf8.dropFirst(offset).first == UInt8(ascii: "{"))
                return seen.eventID == "evt_a" ? "a" : "b"
            }
            #expect(found.joined() == expected, "\(text)")
        }
    }

    @Test func listsThatArePages() throws {
        let events = ["evt_a", "evt_b"].map { MadeUpEvent(id: $0).text }.joined(separator: ",")
        for (rest, page) in [
            ("", nil), (",\"has_more\":null", nil),
            (",\"has_more\":false", EventVerdict.page(hasMore: false, last: nil)),
            (",\"has_more\":true", .page(hasMore: true, last: "evt_b")),
        ] {
            let verdicts = try read("{\"object\":\"list\",\"data\":[\(events)]\(rest)}").map(\.0)
            #expect(verdicts.count == (page == nil ? 2 : 3) && (page == nil || verdicts.last == page), "\(verdicts)")
        }
        #expect(
            try read(#"{"object":"list","has_more":true,"data":[]}"#).map(\.0) == [.page(hasMore: true, last: nil)])
        // `jq -s` makes an array of pages.
        #expect(try read(#"[{"object":"list","data":[]}]"#).map(\.0).allSatisfy(\.isMalformed))
    }

    @Test func aBareSessionIsPaidADayAfterItBegan() throws {
        let payment = try payment(MadeUpEvent().session)
        #expect(payment.second == 1_795_437_000 + 86_400 && payment.state == .paid && payment.eventSecond == nil)
    }

    @Test(arguments: [
        ("checkout.session.completed", "paid", PaymentState.paid), ("checkout.session.completed", "unpaid", .pending),
        ("checkout.session.completed", "no_payment_required", .paid),
        ("checkout.session.async_payment_succeeded", "paid", .paid),
        ("checkout.session.async_payment_succeeded", "unpaid", .paid),
        ("checkout.session.async_payment_failed", "unpaid", .failed),
        ("checkout.session.async_payment_failed", "paid", .paid), ("checkout.session.expired", "unpaid", .expired),
        ("checkout.session.something_new", "unpaid", .pending), ("checkout.session.something_new", "paid", .paid),
    ])
    func states(_ type: String, _ status: String, _ state: PaymentState) throws {
        #expect(try payment(MadeUpEvent(type: type, status: status).text).state == state)
    }

    @Test func whatIsAbsentIsEmpty() throws {
        for value in ["null", #""""#] {
            let event = MadeUpEvent(fields: ["client_reference_id": value, "payment_link": value])
            #expect(try payment(event.text).details == PaymentDetails(amount: 2198, currency: "usd"))
        }
        var event = MadeUpEvent(status: "no_payment_required", fields: ["amount_total": "null", "currency": "null"])
        #expect(try payment(event.text).details.amount == 0)
        event = MadeUpEvent(fields: ["payment_link": #"{"id":"plink_9","object":"payment_link"}"#])
        #expect(try payment(event.text).details.paymentLink == "plink_9")
        event = MadeUpEvent(fields: ["client_reference_id": #""a\u0000b""#])
        #expect(try payment(event.text).details.reference == "a\u{FFFD}b")
        event = MadeUpEvent(fields: ["client_reference_id": #""jos\u00e9@example.com""#])
        #expect(try payment(event.text).details.reference == "josé@example.com")
    }

    @Test func listsAndArraysHaveManyEvents() throws {
        let (a, b) = (MadeUpEvent(id: "evt_a").text, MadeUpEvent(session: "cs_live_b").session)
        for text in [
            "[\(a),\n\(b)]", #"{"object":"list","data":[\#(a),\#(b)],"has_more":null}"#,
            "{\n  \"data\": [\n\(a)\n , \(b)], \"object\": \"list\"}\n", " [ \(a) , \(b) ] \n",
        ] {
            let verdicts = try read(text)
            #expect(verdicts.count == 2)
            for (index, (verdict, offset)) in verdicts.enumerated() {
                guard case .seen(let seen) = verdict else {
                    Issue.record("\(verdict)")
                    continue
                }
                #expect(seen.eventID == (index == 0 ? "evt_a" : nil))
                #expect(Array(text.utf8)[offset] == UInt8(ascii: "{"))
            }
        }
        for text in ["[]", #"{"object":"list","data":[]}"#, "", " \t\r\n"] { #expect(try read(text).isEmpty) }
    }

    @Test func whatIsNoSessionOfTheModeIsPassedOver() throws {
        #expect(try read(#"{"object":"charge","id":"ch_1"}"#).map(\.0) == [.otherObject])
        #expect(
            try read(#"{"object":"event","id":"evt_1","type":"charge.refunded","data":{"object":{"object":"charge"}}}"#)
                .map(\.0) == [.otherObject])
        let test = MadeUpEvent(isLive: false)
        #expect(try read(test.text).map(\.0) == [.otherMode] && read(test.session).map(\.0) == [.otherMode])
        #expect(try read(MadeUpEvent().text, isLive: false).map(\.0) == [.otherMode])
    }

    /// One field is wrong, or gone; the message names it.
    @Test(arguments: [
        ("id", "null"), ("id", #""""#), ("id", #""a b""#), ("id", "\"\(String(repeating: "x", count: 256))\""),
        ("livemode", "1"), ("created", "\"now\""), ("created", "-1"), ("created", "1.5"), ("created", "99999999999999"),
        ("payment_status", "\"refunded\""), ("payment_status", "null"), ("client_reference_id", "7"),
        ("payment_link", "[]"), ("payment_link", #""a\nb""#), ("amount_total", "null"), ("amount_total", "-1"),
        ("amount_total", "12.5"), ("amount_total", "\"12\""), ("amount_total", "9223372036854775808"),
        ("currency", "null"), ("currency", #""USD""#), ("currency", "3"),
    ])
    func malformedFields(_ field: String, _ value: String) throws {
        let event = MadeUpEvent(fields: [field: value])
        for (text, name) in [(event.text, "data.object.\(field)"), (event.session, field)] {
            let verdicts = try read(text).map(\.0)
            guard case .malformed(let reason) = verdicts.first, verdicts.count == 1 else {
                Issue.record("\(verdicts)")
                continue
            }
            #expect(reason.hasPrefix(name + " "), "\(reason)")
        }
    }

    @Test func malformedTexts() throws {
        let event = MadeUpEvent().text
        for text in [
            "x", "7", "null", #""evt""#, "{", "{}", String(event.dropLast()),
            #"{"object":"event","id":"evt_1","type":"t"}"#, event.replacing("\"type\"", with: "\"typ\""),
            "{\"id\":\"\u{1}\"}", String(repeating: "[", count: 3000), #"{"object":"list"}"#,
            #"{"object":"list","data":{}}"#,
        ] {
            let verdicts = try read(text).map(\.0)
            #expect(verdicts.count == 1, "\(text)")
            guard case .malformed = verdicts.first else {
                Issue.record("\(text): \(verdicts)")
                continue
            }
        }
    }

    /// What stands before the fault counts, the fault is malformed, and so is an element that it spoils.
    @Test func brokenLists() throws {
        let event = MadeUpEvent().text
        for text in [
            event + "}", event + " x", "[\(event),7]", "[\(event),,\(event)]", "[\(event) \(event)]",
            "[\(event),{\"a\":}]",
            #"{"object":"list","data":[\#(event),x]}"#,
        ] {
            let verdicts = try read(text)
            #expect(2...3 ~= verdicts.count, "\(text) \(verdicts)")
            guard case .seen = verdicts.first?.0 else {
                Issue.record("\(text): \(verdicts)")
                continue
            }
            for (verdict, _) in verdicts.dropFirst() {
                guard case .malformed = verdict else {
                    Issue.record("\(text): \(verdicts)")
                    continue
                }
            }
        }
        // A list that is cut off shows from its end that it is: nothing of it counts.
        #expect(try read("[\(event),\(event)").count == 1)
    }

    /// Whatever stands there, nothing traps, and every event is within the text.
    @Test func noise() throws {
        let seed = TestSeed.drawn
        var generator = SplitMix(seed: seed)
        let source = Array("[\(MadeUpEvent().text),\(MadeUpEvent().session)]".utf8)
        let reader = EventReader(isLive: true)
        for _ in 0..<3000 {
            var bytes = source
            for _ in 0...Int(generator.next() % 4) {
                let place = Int(generator.next() % UInt64(bytes.count))
                switch generator.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place..<min(place + 9, bytes.count)], at: place)
                }
            }
            let count = bytes.count
            bytes += [UInt8](repeating: UInt8(ascii: "]"), count: PaddedJSON.padding)
            try reader.forEachEvent(in: PaddedJSON(bytes.rawSpan, 0..<count)) { _, offset in
                #expect(0...count ~= offset, "seed \(seed)")
            }
        }
    }
}
