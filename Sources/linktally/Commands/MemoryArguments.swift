import ArgumentParser

/// How much memory a report may use.
struct MemoryArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Memory for distinct values, such as 64M or 1G; beyond it the rarest count as (other), and the report says so. Default: 128M.",
            valueName: "size"),
        transform: MemorySize.init)
    var maxMemory = MemorySize(mebibytes: 128)

    /// Below this nearly everything would be folded.
    static let leastMemory = 1 << 20

    func validate() throws {
        if maxMemory.count < Self.leastMemory {
            throw ValidationError(
                "--max-memory \(maxMemory) is below \(Self.leastMemory >> 20)M; give at least that, such as 64M or 1G")
        }
    }
}
