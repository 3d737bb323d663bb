import LinkTallyCore
import LinkTallyReport
import LinkTallyStore

/// The report that `scan` gives, of a store.
struct SummaryReport {
    let arguments: ReportArguments
    let output: RenderArguments
    let memory: MemoryArguments

    func write(_ store: Store, to file: consuming ResultOutput) throws {
        var options = output.options
        var read: Summary?
        try store.withSnapshot(unless: Interrupts.areRaised) { snapshot in
            read = try SummaryReader(snapshot, range: arguments.range).summary(maxMemory: memory.maxMemory.count)
            options.period = try arguments.shownPeriod(unknownRequests: snapshot.unknownHourRequests())
        }
        guard let summary = read.take(), let renderer = output.renderer else { return }
        // The text report has the notes itself.
        let notes = output.output == "text" ? [] : options.period?.notes ?? []
        for message in notes + RunMessages.folded(summary.folded) { Console.say(message) }
        if let status = Interrupts.status { throw status }
        try file.write { writer in try renderer.render(summary, options, to: &writer) }
    }
}
