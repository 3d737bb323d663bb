import ArgumentParser
import LinkTallyIngest

/// How much of the machine to use, and how.
struct SpeedArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Worker threads. Default: one for each processor.", valueName: "n"))
    var jobs: Int?

    @Option(
        name: .customLong("decoder"),
        help: ArgumentHelp(
            "Who inflates gzip: \(DecoderChoice.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"))
    var decoderName = DecoderChoice.auto.rawValue

    @Option(
        help: ArgumentHelp(
            "Memory for distinct values, such as 64M or 1G; beyond it the rarest count as (other), and the report says so.",
            valueName: "size"))
    var maxMemory = MemorySize(mebibytes: 128)

    /// The decoder that was named; `validate` has seen that there is one.
    var decoder: DecoderChoice { DecoderChoice(rawValue: decoderName) ?? .auto }

    /// Below this nearly everything would be folded.
    private static let leastMemory = 1 << 20

    func validate() throws {
        let names = DecoderChoice.available.map(\.rawValue).joined(separator: ", ")
        guard let choice = DecoderChoice(rawValue: decoderName) else {
            throw ValidationError("--decoder '\(decoderName)' is no known decoder; use one of \(names)")
        }
        guard DecoderChoice.available.contains(choice) else {
            throw ValidationError("--decoder \(decoderName) is not in this build; use one of \(names)")
        }
        if maxMemory.count < Self.leastMemory {
            throw ValidationError("--max-memory is below \(Self.leastMemory >> 20)M; give at least that")
        }
        if let jobs, !(1...1024 ~= jobs) { throw ValidationError("--jobs \(jobs) is out of range; use 1 to 1024") }
    }
}
