import ArgumentParser
import LinkTallyInput
import LinkTallyScan

/// How much of the machine to use, and how.
struct WorkerArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Worker threads. Default: one for each processor.", valueName: "n"))
    var jobs: Int?

    @Option(
        name: .customLong("decoder"),
        help: ArgumentHelp(
            "Who inflates gzip: \(DecoderChoice.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
    var decoderName = DecoderChoice.auto.rawValue

    /// The decoder that was named; `validate` has seen that there is one.
    var decoder: DecoderChoice { DecoderChoice(rawValue: decoderName) ?? .auto }

    /// The number of workers that was named, or that of the processors.
    var workers: Int { jobs ?? Processors.count }

    func validate() throws {
        let names = DecoderChoice.available.map(\.rawValue).joined(separator: ", ")
        guard let choice = DecoderChoice(rawValue: decoderName) else {
            throw ValidationError("--decoder '\(decoderName)' is no known decoder; use one of \(names)")
        }
        guard DecoderChoice.available.contains(choice) else {
            throw ValidationError("--decoder \(decoderName) is not in this build; use one of \(names)")
        }
        if let jobs, !(1...1024 ~= jobs) { throw ValidationError("--jobs \(jobs) is out of range; use 1 to 1024") }
    }
}
