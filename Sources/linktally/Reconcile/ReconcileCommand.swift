import ArgumentParser
import LinkTallyEvents
import LinkTallyInput
import LinkTallyPayments
import LinkTallyReport
import LinkTallyStore

/// `linktally reconcile`: from payment events to what became of each reference.
struct ReconcileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Join the references in a store's logs with payments: what was paid, through which campaign.",
        discussion: ReconcileHelp.discussion)

    @OptionGroup(title: "Store") var store: StoreArguments
    @OptionGroup var arguments: ReconcileArguments

    func run() throws {
        Interrupts.install()
        let events = CommandLineWords.exact(arguments.events).map { InputPath(bytes: $0) }
        try OutputGuard.check(
            outputs: [("--output-file", arguments.outputFile)], inputs: events, files: [arguments.links],
            store: store.store)
        let map = try arguments.links.map { try LinksFile.read($0) }
        let output = try ResultOutput(arguments.outputFile)
        let payments = try StoreAccess.saying(store.store) {
            try PaymentDatabase(Store.open(path: store.store, wait: Double(store.wait)))
        }
        let inputs = try StoreAccess.saying(store.store) { try readEvents(events, into: payments) }
        let messages = ReconcileMessages(inputs)
        for message in messages.lines { Console.say(message) }
        let status = Interrupts.status ?? messages.status
        if status != .failure { try report(payments, inputs, map, output) }
        if status != .success { throw status }
    }

    private func readEvents(_ paths: [InputPath], into payments: PaymentDatabase) throws -> [EventInputReport] {
        let progress = Progress()
        let line = ProgressLine.start(progress, totalBytes: paths.totalSize)
        defer { line?.finish() }
        var loader = EventLoader(
            isLive: arguments.livemode, decoder: .auto, stop: Interrupts.stop, progress: progress)
        var sink = LockedPayments(payments, store)
        return try loader.run(paths, into: &sink)
    }

    private func report(
        _ payments: PaymentDatabase, _ inputs: [EventInputReport], _ map: PaymentLinkMap?,
        _ output: consuming ResultOutput
    ) throws {
        guard let renderer = arguments.renderer else { return }
        var output = Optional(output)
        try StoreAccess.saying(store.store) {
            try payments.reconcile(isLive: arguments.livemode, attribution: arguments.attribution, map: map) {
                reconciliation, lists in
                var reconciliation = reconciliation
                reconciliation.inputs = inputs.map(\.summary)
                try output.take()?.write { writer in
                    try renderer.render(reconciliation, lists, top: arguments.top, to: &writer)
                }
            }
        }
    }
}

/// A store's payments, written under the store's lock: from the first that is added to the last. Whoever only reports
/// does not wait for anybody.
struct LockedPayments: PaymentSink {
    private let payments: PaymentDatabase
    private let arguments: StoreArguments
    private var lock: StoreLock?

    init(_ payments: PaymentDatabase, _ arguments: StoreArguments) {
        self.payments = payments
        self.arguments = arguments
    }

    mutating func add(_ seen: [SeenPayment]) throws -> Int {
        guard !seen.isEmpty else { return 0 }
        if lock == nil { lock = try StoreAccess.lock(arguments, creating: false) }
        return try payments.add(seen)
    }
}

/// The CSV that says which links of the logs lead to which payment link.
enum LinksFile {
    /// Reads the file, or says what is wrong with it and throws an exit status.
    static func read(_ path: String) throws -> PaymentLinkMap {
        let file = try LinkSheet(CommandLineWords.exact(path), columns: [["payment_link"], ["link"]], needed: 2)
        var rows: [(paymentLink: String, link: String)] = []
        for (index, row) in file.sheet.rows.enumerated() where !row.allSatisfy(\.isEmpty) {
            let cells = file.indices.map { String(decoding: row[$0!], as: UTF8.self) }
            guard cells.allSatisfy({ !$0.isEmpty }) else {
                Console.say("\(file.name): row \(index + 2) has an empty cell; a pattern for all links is *")
                throw ExitStatus.failure
            }
            rows.append((cells[0], cells[1]))
        }
        return PaymentLinkMap(rows)
    }
}

/// The long part of `linktally reconcile --help`.
private enum ReconcileHelp {
    static let discussion = """
        Reads events into the store (full ones, or bare checkout sessions: JSON documents, one behind the other, on one or \
        many lines each; also arrays and list objects of at most 64 MiB), and reports on all payments that the store knows. \
        One checkout session is one payment, however often and in whatever order events tell of it, so that nightly runs \
        add up. A list with "has_more": true is one page; the others are fetched with starting_after=ID, ID being the \
        last of the page before.

        EXAMPLES
          linktally reconcile --store tally.sqlite events.ndjson.gz
          stripe events list --limit 100 | linktally reconcile --store tally.sqlite -
          linktally reconcile --store tally.sqlite --links links.csv --output csv events.ndjson > payments.csv
          linktally reconcile --store tally.sqlite --attribution last /dev/null

        WHAT IS REPORTED
          reference clicked            paid, and the reference is in the logs
          never seen in the logs       paid, with a reference that no log has
          no reference                 paid without one
            probably dropped           of these: clicks that lead to the payment link lost a reference (--links)
          failed, expired, pending     not paid: a delayed payment failed, the session ended, or neither is known

        Revenue is gross: refunds are not seen.

        EXIT STATUS
          0    all was counted
          1    nothing could be done: no store, no output, no input that has an event
          2    wrong usage
          3    an input had a fault, or an event was malformed; the rest was counted
          130  SIGINT, after the report so far (143: SIGTERM)
        """
}
