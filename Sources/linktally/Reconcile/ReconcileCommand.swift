import ArgumentParser
import LinkTallyInput
import LinkTallyPayments
import LinkTallyReconcile
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
        let events = CommandLineBytes.exact(arguments.events).map { InputPath(bytes: $0) }
        try OutputGuard.check(
            outputs: [("--output-file", arguments.outputFile)], inputs: events, files: [arguments.links],
            store: store.store)
        let map = try arguments.links.map { try LinksFile.read($0) }
        let output = try ResultOutput(arguments.outputFile)
        let payments = try StoreAccess.saying(store.store) {
            try PaymentDatabase(Store.open(path: store.store, wait: Double(store.wait)))
        }
        let inputs = try StoreAccess.saying(store.store) { try ingest(events, into: payments) }
        let messages = EventMessages(inputs)
        for message in messages.lines { Console.say(message) }
        let status = Interrupts.status ?? messages.status
        if status != .failure { try report(payments, inputs, map, output) }
        if status != .success { throw status }
    }

    private func ingest(_ paths: [InputPath], into payments: PaymentDatabase) throws -> [EventInputReport] {
        let progress = Progress()
        let line = ProgressLine.start(progress, totalBytes: paths.totalSize)
        defer { line?.finish() }
        var ingest = EventIngest(
            isLive: arguments.livemode, decoder: .auto, stop: Interrupts.stop, progress: progress)
        var sink = LockedPayments(payments, store)
        return try ingest.run(paths, into: &sink)
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
