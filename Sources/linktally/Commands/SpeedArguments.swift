import ArgumentParser

/// How much of the machine a report on logs may use.
struct SpeedArguments: ParsableArguments {
    @OptionGroup(title: "Speed and memory") var workers: WorkerArguments
    @OptionGroup(title: "Speed and memory") var memory: MemoryArguments
}
