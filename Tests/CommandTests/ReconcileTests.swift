import Foundation
import GRDB
import LinkTallyStore
import TestSupport
import Testing

@Suite struct ReconcileTests {
    private let scratch: Scratch
    private var store: String { scratch.folder.appending(path: "tally.sqlite").path }

    /// A store with one click, at 2026-11-23T10:00:00Z.
    init() throws {
        scratch = try Scratch()
        let store = try Store.create(path: scratch.folder.appending(path: "tally.sqlite").path)
        try store.database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO link VALUES (1, '/lp'), (2, '/buy');
                    INSERT INTO codes VALUES (1, 'chatgpt', 'referral', 'launch', '', '');
                    INSERT INTO touch VALUES ('user_42', 1, 1795428000, 1, 1, 1), ('user_7', 1, 1795428000, 1, 1, 1);
                    INSERT INTO outcome VALUES (1, 498730, 2, 3, 0, 3, 0, 3);
                    """)
        }
    }

    private func session(_ id: String, _ fields: [String: Any] = [:]) -> [String: Any] {
        [
            "id": id, "object": "checkout.session", "livemode": true, "created": 1_795_431_000,
            "payment_status": "paid",
            "client_reference_id": "user_42", "payment_link": "plink_1", "amount_total": 1999, "currency": "usd",
            "status": "complete",
        ].merging(fields) { $1 }
    }

    private func event(_ number: Int, _ session: [String: Any], type: String = "checkout.session.completed") -> [String:
        Any]
    {
        [
            "id": "evt_\(number)", "object": "event", "type": type, "created": 1_795_431_600, "livemode": true,
            "data": ["object": session],
        ]
    }

    private func text(_ json: Any, isPretty: Bool = false) throws -> String {
        String(
            decoding: try JSONSerialization.data(withJSONObject: json, options: isPretty ? .prettyPrinted : []),
            as: UTF8.self)
    }

    /// One event of each kind.
    private var events: [[String: Any]] {
        [
            event(1, session("cs_1")),
            event(2, session("cs_2", ["client_reference_id": "stranger", "currency": "jpy"])),
            event(3, session("cs_3", ["client_reference_id": NSNull()])),
            event(4, session("cs_4", ["payment_status": "unpaid"])),
            event(5, session("cs_5", ["payment_status": "unpaid"]), type: "checkout.session.async_payment_failed"),
            event(6, session("cs_6", ["livemode": false])), ["object": "charge", "id": "ch_1"],
        ]
    }

    @Test func everyFormOfInputGivesTheSame() throws {
        let one = try events.map { try text($0) }
        let pretty = try events.map { try text($0, isPretty: true) }.joined(separator: "\n")
        func list(_ events: [[String: Any]], isPretty: Bool = false) throws -> String {
            try text(["object": "list", "data": events, "has_more": false], isPretty: isPretty)
        }
        let (front, back) = (Array(events.prefix(3)), Array(events.dropFirst(3)))
        let byLines = one.joined(separator: ",\n")
        let inputs: [(String, String)] = [
            ("lines", one.joined(separator: "\n")), ("array", try text(events)), ("list", try list(events)),
            ("pretty array", try text(events, isPretty: true)), ("pretty list", try list(events, isPretty: true)),
            ("pretty events", pretty), ("events on one line", one.joined(separator: " ")),
            ("array by lines", "[\(byLines)]"), ("array between lines", "[\n\(byLines)\n]\n"),
            ("list whose first line goes on", "{\"object\":\"list\",\"data\":[\n\(byLines)\n],\"has_more\":false}"),
            ("pretty lists", try list(front, isPretty: true) + "\n" + list(back, isPretty: true)),
            ("list among lines", try list(front) + "\n" + one.dropFirst(3).joined(separator: "\n") + "\n"),
        ]
        var reports: [String] = []
        for (name, content) in inputs {
            let file = try scratch.file("events.json", content)
            for command in ["'\(file)'", "- < '\(file)'", "- < <(gzip -c '\(file)')", "'\(file)' /dev/null"] {
                let copy = scratch.folder.appending(path: "copy.sqlite").path
                let run = try Command.shell(
                    "cp '\(store)' '\(copy)' && linktally reconcile --output json --store '\(copy)' \(command)")
                #expect(run.status == 0 && run.errors.isEmpty, "\(name), \(command): \(run.errors)")
                let events = try #require(run.json["events"] as? [String: Int])
                #expect(
                    events == [
                        "total": 7, "counted": 5, "replayed": 0, "other_mode": 1, "other_objects": 1, "thin": 0,
                        "malformed": 0,
                    ])
                reports.append(String(run.text.drop { $0 != "]" }))
            }
        }
        #expect(Set(reports).count == 1)
    }

    @Test func nightlyRunsAddUp() throws {
        for (index, event) in (events + events).enumerated() {
            let file = try scratch.file("night.ndjson", try text(event))
            let run = try Command.linktally("reconcile", "--store", store, "--output", "json", file)
            #expect(run.status == 0, "\(run.errors)")
            let read = try #require(run.json["events"] as? [String: Int])
            #expect(read["replayed"] == (index >= events.count && index < events.count + 5 ? 1 : 0))
        }
        let run = try Command.linktally("reconcile", "--store", store, "--output", "json", "/dev/null")
        let payments = try #require(run.json["payments"] as? [String: [String: Any]])
        #expect(
            payments.mapValues { $0["payments"] as? Int } == [
                "paid": 3, "matched": 1, "unknown_reference": 1, "no_reference": 1, "erased_reference": 0, "failed": 1,
                "expired": 0, "pending": 1,
            ])
        let references = try #require(run.json["references"] as? [String: Any])
        #expect(references["clicked"] as? Int == 2 && references["clicked_not_paid"] as? Int == 1)
        let campaigns = try #require(run.json["campaigns"] as? [[String: Any]])
        #expect(campaigns.count == 1 && campaigns[0]["campaign"] as? String == "launch")
        #expect(campaigns[0]["value"] as? String == "19.99" && campaigns[0]["amount"] as? Int == 1999)
        #expect(run.json["missing"] as? [String] == ["--links"])
        #expect(run.json["probable_drops"] is NSNull && run.json["refunds"] as? String == "not seen")
    }

    @Test func textReport() throws {
        let file = try scratch.file("events.ndjson", try events.map { try text($0) }.joined(separator: "\n"))
        let links = try scratch.file("links.csv", "link,payment_link\r\n\"/b[u,x]y\",plink_1\r\n\r\n")
        let run = try Command.linktally("reconcile", "--store", store, "--links", links, file)
        #expect(run.status == 0 && run.errors.isEmpty)
        let lines = run.text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 80 })
        for line in [
            "         3   100%  1,999 JPY  paid", "                   39.98 USD  ",
            "         1  33.3%  19.99 USD    reference clicked",
            "         1  33.3%  1,999 JPY    reference never seen in the logs",
            "         1  33.3%  19.99 USD    no reference",
            "         1  33.3%  19.99 USD      probably dropped", "         1                    pending",
            "         1  19.99 USD  launch", "         1  19.99 USD  chatgpt", "         1  19.99 USD  /lp",
            "       3         1  19.99 USD  plink_1", "Revenue is gross: refunds are not seen.",
        ] {
            #expect(lines.contains(Substring(line)), "\(line)\n\(run.text)")
        }
        let json = try Command.linktally(
            "reconcile", "--store", store, "--links", links, "--output", "json", "/dev/null"
        ).json
        let drops = try #require(json["probable_drops"] as? [String: Any])
        #expect(drops["payments"] as? Int == 1 && json["missing"] as? [String] == [])
        #expect((drops["payment_links"] as? [[String: Any]])?[0]["clicks"] as? Int == 3)
        let without = try Command.linktally("reconcile", "--store", store, "/dev/null").text
        #expect(without.contains("--links FILE.csv joins") && !without.contains("probably dropped"))
    }

    @Test func csvHasARowForEachPaymentAndEachUnpaidReference() throws {
        let hostile = session("cs_7", ["client_reference_id": "=cmd|\"x\",\u{1B}[2J\n", "currency": "kwd"])
        let all = try (events + [event(7, hostile)]).map { try text($0) }.joined(separator: "\n")
        let output = scratch.folder.appending(path: "payments.csv").path
        let run = try Command.linktally(
            "reconcile", "--store", store, "--output", "csv", "--output-file", output, try scratch.file("e.ndjson", all)
        )
        #expect(run.status == 0 && run.output.isEmpty)
        let expected = """
            session,category,time,repeated,probable_drop,reference,payment_link,amount,revenue,currency,source,medium,\
            campaign,term,content,link
            cs_1,matched,2026-11-23T11:00:00Z,0,,user_42,plink_1,1999,19.99,usd,chatgpt,referral,launch,,,/lp
            cs_2,unknown_reference,2026-11-23T11:00:00Z,0,,stranger,plink_1,1999,1999,jpy,,,,,,
            cs_3,no_reference,2026-11-23T11:00:00Z,0,,,plink_1,1999,19.99,usd,,,,,,
            cs_4,pending,,0,,user_42,plink_1,,,,,,,,,
            cs_5,failed,,0,,user_42,plink_1,,,,,,,,,
            cs_7,unknown_reference,2026-11-23T11:00:00Z,0,,"'=cmd|""x"",\\x1B[2J
            ",plink_1,1999,1.999,kwd,,,,,,
            ,clicked_not_paid,,,,user_7,,,,,chatgpt,referral,launch,,,/lp

            """
        #expect(try scratch.read("payments.csv") == expected)
    }

    @Test func hostileReferencesDoNotReachTheTerminal() throws {
        let hostile = ["client_reference_id": "\u{1B}[2J\u{202E}\u{7}"]
        let events = try [event(1, session("cs_1", hostile)), event(2, session("cs_2", hostile))].map { try text($0) }
        let run = try Command.linktally(
            "reconcile", "--store", store, try scratch.file("e.ndjson", events.joined(separator: "\n")))
        #expect(run.status == 0 && run.text.contains(#"  2  39.98 USD  \x1B[2J\u{202E}\x07"#))
        #expect(!run.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
    }

    @Test func malformedEventsAreNamedByLineAndDoNotStopTheRest() throws {
        let good = try text(event(1, session("cs_1")))
        let bad = try text(event(2, session("cs_2", ["amount_total": "12"])))
        let file = try scratch.file(
            "events.ndjson", "\(good)\n\n{\"id\":\n\(bad)\n" + String(repeating: "x\u{1B}\n", count: 20))
        var run = try Command.linktally("reconcile", "--store", store, "--output", "json", file)
        #expect(run.status == 3 && (run.json["events"] as? [String: Int])?["malformed"] == 22)
        #expect((run.json["events"] as? [String: Int])?["counted"] == 1)
        #expect(run.errors.contains("events.ndjson: line 3: malformed event: "))
        #expect(run.errors.contains("line 4: malformed event: data.object.amount_total is no whole number from 0 to"))
        #expect(run.errors.contains("events.ndjson: 12 more events are malformed\n") && !run.errors.contains("\u{1B}"))
        // In a document, too.
        let list = try scratch.file("list.json", "[\n\(good),\n\n\(bad),\n7]")
        run = try Command.linktally("reconcile", "--store", store, list)
        #expect(
            run.status == 3 && run.errors.contains("list.json: line 4: ") && run.errors.contains("list.json: line 5: "))
        // Events over many lines each, one behind the other.
        let concatenated = try scratch.file(
            "many.json", "\(try text(event(3, session("cs_3")), isPretty: true))\n{\n}\n")
        run = try Command.linktally("reconcile", "--store", store, "--output", "json", concatenated)
        #expect(run.status == 3 && (run.json["events"] as? [String: Int])?["counted"] == 1)
        #expect(run.errors.contains("many.json: line 22: malformed event: "), "\(run.errors)")
        run = try Command.linktally("reconcile", "--store", store, try scratch.file("no.json", "{\n}\n"))
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(run.errors.contains("no event of it can be read; events are JSON"))
    }

    /// A thin event tells of a payment and has none of it: what is to be fetched is named, and nothing is silently left out.
    @Test func thinEvents() throws {
        func thin(_ id: Int, type: String = "checkout.session", isLive: Bool = true) throws -> String {
            try text([
                "id": "evt_\(id)", "object": "v2.core.event", "type": "v1.checkout.session.completed",
                "livemode": isLive,
                "created": "2026-10-11T00:00:00.000Z",
                "related_object": ["id": "cs_\(id)", "type": type, "url": "/v1"],
            ])
        }
        let hostile = #"{"object":"v2.core.event","related_object":{"type":"checkout.session","id":"\u001b[2J"}}"#
        let many =
            try (10..<25).map { try thin($0) } + [
                thin(10), thin(1, isLive: false), thin(2, type: "charge"), hostile, text(event(7, session("cs_7"))),
            ]
        let file = try scratch.file("thin.ndjson", many.joined(separator: "\n"))
        let run = try Command.linktally("reconcile", "--store", store, "--output", "json", file)
        #expect(run.status == 0)
        #expect(
            run.json["events"] as? [String: Int] == [
                "total": 20, "counted": 1, "replayed": 0, "other_mode": 1, "other_objects": 1, "thin": 17,
                "malformed": 0,
            ])
        #expect((run.json["inputs"] as? [[String: Any]])?[0]["warning"] as? String == "thin_events")
        let sessions = (10..<20).map { "cs_\($0)" }.joined(separator: ", ")
        #expect(
            run.errors.contains(
                "17 thin events without the session that they are about: the payments cannot count (thin_events)"))
        #expect(run.errors.hasSuffix("reconcile what comes: \(sessions) and others\n"), "\(run.errors)")
        #expect(
            try Command.linktally("reconcile", "--store", store, file).text.contains("  thin, without the session "))
    }

    /// A list that was fetched is one page of several where it says so; all pages together are the list.
    @Test func pagesOfAList() throws {
        func page(_ number: Int, hasMore: Bool) throws -> String {
            try text(
                ["object": "list", "data": [event(number, session("cs_\(number)"))], "has_more": hasMore],
                isPretty: true)
        }
        let first = try scratch.file("1.json", try page(1, hasMore: true))
        let last = try scratch.file("2.json", try page(2, hasMore: false))
        var run = try Command.linktally("reconcile", "--store", store, "--output", "json", first)
        #expect(run.status == 0 && run.errors.contains("1.json: its list is one page of several"))
        #expect(run.errors.contains("(more_pages)") && run.errors.contains("starting_after=evt_1, "), "\(run.errors)")
        #expect((run.json["inputs"] as? [[String: Any]])?[0]["warning"] as? String == "more_pages")
        for command in ["'\(first)' '\(last)'", "'\(last)' '\(first)'", "<(cat '\(first)' '\(last)')"] {
            run = try Command.shell("linktally reconcile --store '\(store)' --output json \(command)")
            #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
            #expect((run.json["events"] as? [String: Int])?["total"] == 2)
        }
    }

    @Test func whatIsTooLongIsAnErrorThatShowsTheWayOut() throws {
        let event = try text(event(1, session("cs_1")))
        let make = "echo '[' && yes '\(event),' | head -c 70000000 && echo '\(event)]'"
        var run = try Command.shell("linktally reconcile --store '\(store)' <(\(make))")
        #expect(run.status == 1 && run.output.isEmpty && run.errors.contains("longer than 64 MiB (too_long)"))
        #expect(run.errors.contains("jq -c '.data[]'"))
        // On one line, with another event behind it.
        run = try Command.shell(
            "{ printf '{\"object\":\"list\",\"data\":['; yes '\(event),' | tr -d '\\n' | head -c 70000000; echo; echo '\(event)'; } | "
                + "linktally reconcile --store '\(store)' --output json -")
        #expect(run.status == 3 && run.errors.contains("what begins on line 1 is longer than 64 MiB"))
        #expect((run.json["events"] as? [String: Int])?["counted"] == 1)
        #expect(((run.json["inputs"] as? [[String: Any]])?[0]["error"] as? String) == "too_long")
    }

    @Test func faultyInputs() throws {
        let good = try scratch.file("good.ndjson", try text(event(1, session("cs_1"))) + "\n")
        var run = try Command.linktally("reconcile", "--store", store, "/no/such/file")
        #expect(run.status == 1 && run.output.isEmpty && run.errors.contains("(open_failed)"))
        run = try Command.linktally("reconcile", "--store", store, "/no/such/file", good)
        #expect(run.status == 3 && run.text.contains("  counted "))
        // Nothing that was understood, and nothing that was there.
        for (input, status) in [
            ("'\(Command.sample)'", 1), ("/tmp", 1), ("<(echo x | gzip -c | head -c 12)", 1), ("<(:)", 0),
            ("<(echo '[]')", 0), ("'\(Command.sample)' <(echo '[]')", 3),
            ("<(echo '{\"object\":\"charge\"}'; echo x)", 3),
        ] {
            run = try Command.shell("linktally reconcile --store '\(store)' \(input)")
            #expect(run.status == status && run.output.isEmpty == (status == 1), "\(input): \(run.errors)")
        }
        run = try Command.shell(
            "for i in 1 2 3; do cat '\(good)'; done | gzip -c | head -c -9 | linktally reconcile --store '\(store)' -")
        #expect(run.status == 3 && run.errors.contains("(truncated_data)"), "\(run.errors)")
        run = try Command.linktally("reconcile", "--store", "/no/such/store", good)
        #expect(
            run.status == 1 && run.output.isEmpty
                && run.errors.contains("linktally: /no/such/store: there is no such store"))
        run = try Command.linktally("reconcile", "--store", good, good)
        #expect(run.status == 1 && run.errors.contains("is no LinkTally store"))
        run = try Command.linktally("reconcile", "--store", store, "--output-file", "/no/such/folder/x", good)
        #expect(run.status == 1 && run.errors.contains("cannot be written"))
        run = try Command.shell("linktally reconcile --store '\(store)' '\(good)' > /dev/full")
        #expect(run.status == 1 && run.errors.contains("stdout: cannot be written"))
        run = try Command.shell("(linktally reconcile --store '\(store)' '\(good)'; echo $? >&2) | true")
        #expect(run.errors == "141\n" || run.errors == "0\n")
    }

    @Test func whatIsErasedStaysErased() throws {
        let person = ["client_reference_id": "jane@example.com"]
        let other = ["client_reference_id": "joe doe@example.com"]
        let events = try [
            event(1, session("cs_1")), event(2, session("cs_2", person)), session("cs_1"),
            event(3, session("cs_3", other)),
        ].map { try text($0) }
        let file = try scratch.file("events.ndjson", events.joined(separator: "\n"))
        #expect(try Command.linktally("reconcile", "--store", store, file).status == 0)
        // The last stands in a log as a form encodes it.
        for option in ["--reference user_42", "--value jane@example.com", "--value joe+doe%40example.com"] {
            let run = try Command.shell("linktally store erase --store '\(store)' \(option)")
            #expect(run.status == 0 && !run.errors.contains("erased from 0 rows"), "\(run.errors)")
        }
        let run = try Command.linktally("reconcile", "--store", store, "--output", "json", file)
        let payments = try #require(run.json["payments"] as? [String: [String: Any]])
        #expect(payments["erased_reference"]?["payments"] as? Int == 3 && payments["paid"]?["payments"] as? Int == 3)
        let bytes = try Data(contentsOf: URL(filePath: store))
        for value in ["user_42", "jane@example.com", "doe@example.com"] {
            #expect(bytes.range(of: Data(value.utf8)) == nil, "\(value)")
        }
    }

    /// Who writes waits for the store's lock; who only reports does not.
    @Test func aStoreThatSomebodyElseWritesTo() throws {
        let events = try scratch.file("events.ndjson", try text(event(1, session("cs_1"))))
        let run = try Command.shell(
            """
            flock '\(store)' sleep 5 & sleep 1
            linktally reconcile --store '\(store)' --wait 0 '\(events)' > first; echo $?
            linktally reconcile --store '\(store)' --wait 0 /dev/null > second; echo $?
            linktally reconcile --store '\(store)' '\(events)' > third; echo $?
            """, in: scratch.folder)
        #expect(run.text == "1\n0\n0\n")
        #expect(try scratch.read("first").isEmpty && scratch.read("third").contains("  counted "))
        #expect(run.errors.contains("tally.sqlite: another run of linktally has the store locked"))
        #expect(run.errors.contains("waiting for it, up to 60 s (--wait)"))
    }

    @Test func linksFiles() throws {
        for (content, message, status) in [
            ("", "is empty", 1),
            ("payment_link,path\na,b\n", "has no column 'link'", 2),
            ("payment_link,link\nplink_1,\n", "row 2 has an empty cell", 1),
            ("payment_link,link\n\"a\"b,c\n", "is no CSV", 1),
        ] {
            let links = try scratch.file("links.csv", content)
            let run = try Command.linktally("reconcile", "--store", store, "--links", links, "/dev/null")
            #expect(
                run.status == status && run.output.isEmpty && run.errors.contains("links.csv: \(message)"),
                "\(run.errors)")
        }
        let run = try Command.linktally("reconcile", "--store", store, "--links", "/no/such/file", "/dev/null")
        #expect(run.status == 1 && run.errors.hasPrefix("linktally: /no/such/file: "), "\(run.errors)")
    }

    @Test func usageErrors() throws {
        for line in [
            "", "--store x", "x", "--store x - -", "--store x --livemode maybe x", "--store x --attribution best x",
            "--store x --output xml x", "--store x --top 0 x", "--store x --bogus x",
        ] {
            let run = try Command.shell("linktally reconcile \(line) < /dev/null")
            #expect(
                run.status == 2 && run.output.isEmpty && run.errors.contains("Usage: linktally reconcile"),
                "\(line): \(run.errors)")
        }
    }

    @Test func anInterruptedRunReportsWhatItRead() throws {
        let event = try text(event(1, session("cs_1")))
        let run = try Command.shell(
            "{ echo '\(event)'; sleep 20; } | { linktally reconcile --store '\(store)' --output json - & "
                + "pid=$!; sleep 1; kill -TERM $pid; wait $pid; }")
        #expect(run.status == 143 && run.errors.contains("(interrupted)"), "\(run.status) \(run.errors)")
        #expect((run.json["events"] as? [String: Int])?["counted"] == 1)
    }
}
