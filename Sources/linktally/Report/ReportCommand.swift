import ArgumentParser
import LinkTallyCore
import LinkTallyReport
import LinkTallyStore

/// `linktally report`: from a store to a report.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Report on a store: what `scan` reports on logs, of any time.",
        usage: "linktally report --store <file> [<options>]",
        discussion: ReportHelp.discussion)

    @OptionGroup(title: "Store and time") var report: ReportArguments
    @OptionGroup(title: "Output") var output: RenderArguments
    @OptionGroup(title: "Memory") var memory: MemoryArguments<ReportMemory>

    func run() throws {
        Interrupts.install()
        try OutputGuard.check(outputs: [("--output-file", output.outputFile)], inputs: [], store: report.store)
        let file = try ResultOutput(output.outputFile)
        do {
            let store = try Store.openToRead(path: report.store)
            let tables = TableReportRun(arguments: report, output: output, memory: memory)
            if !report.goals.isEmpty, report.groups.hasRows {
                try GroupedConversionReport(run: tables).write(store, to: file)
            } else if !report.goals.isEmpty {
                try ConversionReport(run: tables).write(store, to: file)
            } else if report.groups.hasRows || report.groups.compare {
                try GroupedReport(run: tables).write(store, to: file)
            } else {
                try SummaryReport(arguments: report, output: output, memory: memory).write(store, to: file)
            }
        } catch let status as ExitStatus {
            throw status
        } catch let error as ReportCalendar.BrokenHour {
            Console.say("--time-zone \(ReportMessages.explanation(error))")
            throw ExitStatus.failure
        } catch {
            throw StoreAccess.status(report.store, Store.error(error))
        }
    }
}

/// The report that `scan` gives, of a store.
struct SummaryReport {
    let arguments: ReportArguments
    let output: RenderArguments
    let memory: MemoryArguments<ReportMemory>

    func write(_ store: Store, to file: consuming ResultOutput) throws {
        var options = output.options
        options.zone = AssumedZone(arguments.calendar.zone, name: arguments.timeZoneName)
        var read: Summary?
        try store.withSnapshot(unless: Interrupts.areRaised) { snapshot in
            read = try SummaryReader(snapshot, range: arguments.range)
                .summary(maxMemory: memory.maxMemory.count, dimensions: output.renderer?.rowDimensions ?? .all)
            options.period = try arguments.shownPeriod(unknownRequests: snapshot.unknownHourRequests())
        }
        guard let summary = read.take(), let renderer = output.renderer else { return }
        // The text report has the notes itself.
        let notes = output.output == "text" ? [] : options.period?.notes ?? []
        for message in notes + ScanMessages.folded(summary.folded) { Console.say(message) }
        if let status = Interrupts.status { throw status }
        try file.write { writer in try renderer.render(summary, options, to: &writer) }
    }
}

/// The long part of `linktally report --help`.
private enum ReportHelp {
    static let discussion = """
        Reports on what `linktally ingest` counted. Without more the report is that of `linktally scan` over the same logs \
        (only the warning mixed_format is not kept). A store counts by the hour and never folds values.

        TIME
        With --from or --to, whole hours, the report is about requests of that time; others count as filtered, as do those of hours that \
        were pruned. Lines without a time (blank, malformed, ...) are then those of the logs with a request in that time, \
        and requests without a readable time are left out, with their number. Times without a zone are those of \
        --time-zone, which must be on whole hours of UTC; 7d and the like go back to where the hour or period begins.

        TABLES
        --by and --group-by count attributed requests, a row for each group of each period; --top keeps those with the most \
        hits of each period. --compare sets the hits of the period before beside them: with --by those of the hour, day, \
        week or month before, else those of as long a time before --from. What had none then is new; where the store has \
        nothing at all from before, there is no change.

        CONVERSIONS
        After a payment the redirect carries the link's UTM codes, so that hits on the links of a --goal are conversions \
        and never clicks (of several goals the first that fits counts). They are joined with the hits on all other links by \
        the five values: by goal, by campaign and source, and by link, where the five values were clicked on one link in \
        that time; the rest stands under `(several links)` and `(not clicked)`. Then the codes that were clicked and never \
        came back; with --compare the title also says how many did not in the time before, and rows have their hits then. \
        A page that is loaded again counts again, so that a rate can exceed 100%; hits on a goal without UTM \
        codes are not in the store. CSV has campaigns and sources.

        With --by or --group-by there is one table, a row for each period, goal and group. Hits and conversions count in the \
        period of their own hour, and the rate is that of conversions in the period to hits in the period, also where a \
        click was in the period before; groups are those of the five values. The link is the one on which the five values \
        were clicked in all of the time, not in the period alone. With --compare that time begins with the period before, so \
        that five values stand under the same link on both sides. The change of a rate is in percent of the rate before, \
        not in points.

        JSON
          linktally/1              with "period":{from,to,unknown_hour_requests}
          linktally-periods/1      by, group_by, time_zone, period, rows: hits, errors,
                                   without groups requests, lost_attribution;
                                   --compare: hits_before, change_percent; period,
                                   source, medium, campaign, link
          linktally-conversions/1  time_zone, period; goals, campaigns, links: hits,
                                   conversions, rate_percent, goal, ...;
                                   goals: conversions_not_clicked, goal_links;
                                   never_converted: hits and the five values;
                                   --compare: hits_before
          linktally-conversion-periods/1
                                   by, group_by, time_zone, period, rows: hits,
                                   conversions, rate_percent, period, goal,
                                   source, medium, campaign, link
          Conversions with --compare: hits_before, conversions_before,
          rate_percent_before, hits_change_percent,
          conversions_change_percent, rate_change_percent

        EXAMPLES
          linktally report --store tally.sqlite
          linktally report --store tally.sqlite --from 7d --output json
          linktally report --store tally.sqlite --by day --time-zone Europe/Berlin
          linktally report --store tally.sqlite --by week --group-by campaign --compare
          linktally report --store tally.sqlite --from 7d --group-by link --output csv
          linktally report --store tally.sqlite --goal 'order=/order/*/done' --from 30d
          linktally report --store tally.sqlite --goal '/thanks*' --by week --group-by link --compare

        EXIT STATUS
          0    all was read
          1    the store is missing, damaged, newer or locked; no output
          2    wrong usage
          130  SIGINT (143: SIGTERM)
        """
}
