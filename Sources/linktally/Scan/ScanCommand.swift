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
        let report = try ReportWriter(output, filters: filters)
        inputs.lines.sayDoubts()
        let result = scan(paths)
        let messages = ScanMessages(
            result.inputs, isFormatNamed: inputs.format != nil, maxMalformed: inputs.maxMalformed)
        for message in messages.lines + ScanMessages.folded(result.summary.folded) { Console.say(message) }
        let status = Interrupts.status ?? messages.status
        if status != .failure { try report.write(result.summary) }
        if status != .success { throw status }
    }

    private func scan(_ paths: [InputPath]) -> ScanResult {
        var options = ScanOptions()
        options.jobs = speed.workers.workers
        options.decoder = speed.workers.decoder
        options.format = inputs.format
        options.assumedZone = inputs.lines.assumedZone
        options.envelopes = inputs.lines.envelopes
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

/// Which logs to report on, and as what.
struct InputArguments: ParsableArguments {
    @OptionGroup(title: "Inputs") var files: FileArguments
    @OptionGroup(title: "Inputs") var lines: FormatArguments

    @Option(
        help: ArgumentHelp(
            "Exit with 3 where more of an input's lines cannot be read as its format.", valueName: "percent"))
    var maxMalformed: Double?

    /// The format that was named or defined, if one was.
    var format: LogFormat? { lines.format }

    func validate() throws {
        if let maxMalformed, !(0...100 ~= maxMalformed) {
            throw ValidationError("--max-malformed \(maxMalformed) is no percentage; use 0 to 100")
        }
    }

    /// All inputs, in the order given; stdin where none is named.
    func paths() throws -> [InputPath] { files.isEmpty ? [InputPath("-")] : try files.paths() }
}

/// How much of the machine a report on logs may use.
struct SpeedArguments: ParsableArguments {
    @OptionGroup(title: "Speed and memory") var workers: WorkerArguments
    @OptionGroup(title: "Speed and memory") var memory: MemoryArguments<ReportMemory>
}

/// The long part of `linktally scan --help`.
private enum ScanHelp {
    static var discussion: String {
        """
        Reads files, or stdin where none is named or `-` is. Packing (gzip, zstd, bzip2, xz, lz4) is recognised by \
        content, the log's format by its first lines. The report goes to stdout, everything else to stderr.

        EXAMPLES
          linktally access.log.gz
          zcat access.log.*.gz | linktally
          tail -n 100000 access.log | linktally --top 5
          find /var/log/nginx -name '*.gz' -print0 | linktally --files0-from -
          linktally --output json --output-file report.json access.log
          linktally --from 2026-11-23 --time-zone Asia/Kolkata access.log
          linktally --from 24h --bots exclude --link '/lp/*' access.log
          linktally --log-format '$time_iso8601 $status $request_uri' access.log
          linktally --json-keys target=request.uri,time=ts,status=code access.ndjson
          linktally --log-format '[%{%F %T}t] %U%q' --assume-time-zone +05:30 access.log

        FORMATS
          Those of web servers, proxies, clouds and content networks, and any that
          --log-format or --json-keys describes: linktally formats

        CSV
          Accepted values and references stand byte for byte: the letters, digits,
          dashes and underscores that they have make no formula that calls
          anything, be there a dash in front. Links, and other text that strangers
          chose, get an apostrophe in front where a spreadsheet would compute them
          (=, +, -, @, TAB, CR or LF in front), and their control characters but
          TAB, CR and LF are shown: \\x1B. JSON has them exactly.

        EXIT STATUS
          0    all was counted
          1    nothing could be done: no input that can be read, no output
          2    wrong usage
          3    an input had a fault, or too many malformed lines (--max-malformed)
          130  SIGINT, after the report so far (143: SIGTERM)
        """
    }
}
