import ArgumentParser
import LinkTallyCore
import LinkTallyInput
import LinkTallyReport
import LinkTallyScan

/// `linktally scan`: from logs to a report.
struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Report on access logs: what came from where, what was dropped and why.",
        usage: "linktally [scan] [<options>] [<files> ...]",
        discussion: ScanHelp.discussion)

    @OptionGroup(title: "Inputs") var inputs: InputArguments
    @OptionGroup(title: "Filters") var filters: FilterArguments
    @OptionGroup(title: "Output") var output: OutputArguments
    @OptionGroup(title: "Speed and memory") var speed: SpeedArguments

    func validate() throws {
        if let references = output.references, references == output.report.outputFile {
            throw ValidationError(
                "--references and --output-file name the same file '\(references.name)'; name two files")
        }
    }

    func run() throws {
        Interrupts.install()
        let paths = try inputs.paths()
        try OutputGuard.check(
            outputs: [("--output-file", output.report.outputFile), ("--references", output.references)],
            inputs: paths, files: inputs.files.lists)
        let report = try ReportWriter(output, filters: filters.given)
        let result = ingest(paths)
        let messages = RunMessages(
            result.inputs, isFormatNamed: inputs.format != nil, maxMalformed: inputs.maxMalformed)
        for message in messages.lines + RunMessages.folded(result.summary.folded) { Console.say(message) }
        let status = Interrupts.status ?? messages.status
        if status != .failure { try report.write(result.summary) }
        if status != .success { throw status }
    }

    private func ingest(_ paths: [InputPath]) -> ScanResult {
        var options = ScanOptions()
        options.jobs = speed.workers.workers
        options.decoder = speed.workers.decoder
        options.format = inputs.format
        options.filter = filters.filter
        options.maxMemory = speed.memory.maxMemory.count
        options.keepsReferences = output.references != nil
        options.rowDimensions = output.report.renderer?.rowDimensions ?? .all
        options.makeReferenceStore = output.makeReferenceStore
        let progress = Progress()
        let line = ProgressLine.start(progress, totalBytes: paths.totalSize)
        let result = Scan.run(paths, options, stop: Interrupts.stop, progress: progress)
        line?.finish()
        return result
    }
}
