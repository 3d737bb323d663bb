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
    @OptionGroup(title: "Memory") var memory: MemoryArguments

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
