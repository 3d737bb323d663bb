import TestSupport
import Testing

/// `report --goal` with periods, groups and comparisons.
@Suite struct ConversionReportTests {
    private static func line(_ time: String, _ query: String, _ path: String) -> String {
        #"1 - - [\#(time):00:00 +0000] "GET \#(path)?\#(query) HTTP/1.1" 200 1 "-" "-""# + "\n"
    }

    /// Two days: `a` on one link, `b` on two, `c` bought and not clicked.
    private static let log = [
        line("30/Nov/2026:10", "utm_campaign=a", "/lp"), line("30/Nov/2026:10", "utm_campaign=a", "/lp"),
        line("30/Nov/2026:11", "utm_campaign=a", "/thanks/1"), line("30/Nov/2026:12", "utm_campaign=b", "/lp"),
        line("30/Nov/2026:23", "utm_campaign=b", "/other"), line("01/Dec/2026:00", "utm_campaign=a", "/thanks/2"),
        line("01/Dec/2026:01", "utm_campaign=a", "/thanks/2"), line("01/Dec/2026:02", "utm_campaign=b", "/thanks/1"),
        line("01/Dec/2026:03", "utm_campaign=a", "/lp"), line("01/Dec/2026:04", "utm_campaign=c", "/thanks/1"),
        line("01/Dec/2026:05", "", "/lp"), line("02/Dec/2026:05", "", "/lp"),
    ].joined()

    private func report(_ options: String) throws -> Command {
        let scratch = try Scratch()
        _ = try scratch.file("access.log", Self.log)
        let run = try Command.shell(
            """
            linktally ingest --quiet --store t.sqlite access.log
            linktally report --store t.sqlite --goal done=/thanks/* \(options)
            """, in: scratch.folder)
        #expect(run.status == 0, "\(options): \(run.errors)")
        return run
    }

    /// A conversion counts in the period of its own hour; a day without any has a row.
    @Test func periods() throws {
        let csv = try report("--by day --output csv --goal /nowhere")
        #expect(
            csv.text == """
                hits,conversions,rate_percent,period,goal
                4,1,25.00,2026-11-30,done
                4,0,0.00,2026-11-30,/nowhere
                1,4,400.00,2026-12-01,done
                1,0,0.00,2026-12-01,/nowhere
                0,0,,2026-12-02,done
                0,0,,2026-12-02,/nowhere

                """)
        #expect(csv.errors.contains("--goal /nowhere fits no link") && csv.errors.contains("counts again"))
        #expect(
            try report("--by month --time-zone Europe/Berlin --output csv").text == """
                hits,conversions,rate_percent,period,goal
                3,1,33.33,2026-11,done
                2,4,200.00,2026-12,done

                """)
    }

    /// The link is the one on which the five values were clicked in all of the time.
    @Test func groups() throws {
        #expect(
            try report("--by day --group-by link,campaign --output csv").text == """
                hits,conversions,rate_percent,period,goal,link,campaign
                2,1,50.00,2026-11-30,done,/lp,a
                2,0,0.00,2026-11-30,done,(several links),b
                1,2,200.00,2026-12-01,done,/lp,a
                0,1,,2026-12-01,done,(several links),b
                0,1,,2026-12-01,done,(not clicked),c

                """)
        #expect(
            try report("--from 2026-12-01 --group-by link --output csv").text == """
                hits,conversions,rate_percent,goal,link
                1,2,200.00,done,/lp
                0,2,,done,(not clicked)

                """)
        #expect(
            try report("--group-by campaign --top 1 --output json").text == """
                {"schema":"linktally-conversion-periods/1","by":null,"group_by":"campaign","time_zone":"UTC","rows":[
                {"hits":3,"conversions":3,"rate_percent":100.00,"goal":"done","campaign":"a"}]}

                """)
    }

    @Test func comparisons() throws {
        let names =
            "hits_before,conversions_before,rate_percent_before,"
            + "hits_change_percent,conversions_change_percent,rate_change_percent"
        #expect(
            try report("--by day --compare --group-by campaign --from 2026-12-01 --output csv").text == """
                hits,conversions,rate_percent,\(names),period,goal,campaign
                1,2,200.00,2,1,50.00,-50.0,100.0,300.0,2026-12-01,done,a
                0,1,,2,0,0.00,-100.0,,,2026-12-01,done,b
                0,1,,0,0,,,,,2026-12-01,done,c
                0,0,,1,2,200.00,-100.0,-100.0,,2026-12-02,done,a
                0,0,,0,1,,,-100.0,,2026-12-02,done,b
                0,0,,0,1,,,-100.0,,2026-12-02,done,c

                """)
        let time = "--from 2026-12-01 --to 2026-12-02 --compare"
        let csv = try report("\(time) --output csv")
        #expect(
            csv.text == """
                hits,conversions,rate_percent,\(names),goal,campaign,source
                1,2,200.00,2,1,50.00,-50.0,100.0,300.0,done,a,
                0,1,,2,0,0.00,-100.0,,,done,b,
                0,1,,0,0,,,,,done,c,

                """)
        #expect(csv.errors.contains("linktally: before: from 2026-11-30T00:00Z to 2026-12-01T00:00Z\n"))
        let json = try report("\(time) --output json").json
        let goal = try #require((json["goals"] as? [[String: Any]])?.first)
        #expect(goal["hits"] as? Int == 1 && goal["hits_before"] as? Int == 4 && goal["conversions"] as? Int == 4)
        #expect(goal["conversions_before"] as? Int == 1 && goal["conversions_not_clicked"] as? Int == 1)
        // `b` was clicked on two links before, so that it is under the same name on both sides.
        let links = try #require(json["links"] as? [[String: Any]]).map { $0["link"] as? String }
        #expect(links == ["/lp", "(several links)", "(not clicked)"])
        #expect((json["never_converted"] as? [Any])?.isEmpty == true)
        #expect(
            try report(time).text.contains(
                """
                Conversions by goal
                    hits  conversions      rate  not clicked  links  goal
                       1            4   400.00%            1      2  done
                       4            1    25.00%                        before
                  -75.0%      +300.0%  +1500.0%                        change
                """))
    }

    /// What is more than a line has room for is cut, never a date.
    @Test func linesHave80Columns() throws {
        let run = try report("--by hour --compare --group-by link,campaign,source")
        let lines = run.text.split(separator: "\n")
        #expect(lines.count > 10 && lines.allSatisfy { $0.count <= 80 }, "\(run.text)")
        #expect(lines.contains { $0.contains("  2026-11-30T10  done  ") }, "\(run.text)")
    }
}
