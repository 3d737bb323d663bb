import ArgumentParser
import LinkTallyCore

/// How logs are taken in.
struct IngestArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the logs come from; needed where two hosts can write logs that are equal byte for byte.",
            valueName: "name"))
    var origin = ""

    @Option(
        name: .customLong("bots"),
        help: ArgumentHelp(
            "Bots, told by their user agent: \(BotPolicy.allCases.map(\.rawValue).joined(separator: ", ")). Set when the store is made, and kept in it.",
            valueName: "policy"),
        completion: .list(BotPolicy.allCases.map(\.rawValue)))
    var botPolicy: String?

    @Flag(help: "Read also files that nobody wrote to since they were counted.")
    var verify = false

    @Flag(help: "Count the whole lines of a packed file that ends early; the rest counts when it is there.")
    var keepPartial = false

    @Flag(help: "Take in logs of which more than half the lines cannot be read.")
    var acceptMalformed = false

    @OptionGroup(title: "What and how") var memory: MemoryArguments<IngestMemory>

    @Option(
        help: ArgumentHelp(
            "Write figures of the run for Prometheus (node_exporter's textfile collector) to a file, whole or not at all.",
            valueName: "file"))
    var metricsFile: OutputPath?

    @Flag(name: .shortAndLong, help: "Say nothing but what is wrong.")
    var quiet = false

    /// The policy that was named, if one was; `validate` has seen that there is one of this name.
    var bots: BotPolicy? { botPolicy.flatMap(BotPolicy.init) }

    func validate() throws {
        if let botPolicy, bots == nil {
            let names = BotPolicy.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--bots '\(botPolicy)' is no policy; use one of \(names)")
        }
    }
}
