import ArgumentParser
import Glibc
import LinkTallyInput

/// How much of the machine to use, and how.
struct WorkerArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Worker threads. Default: one for each processor.", valueName: "n"))
    var jobs: Int?

    @Option(
        name: .customLong("decoder"),
        help: ArgumentHelp(
            "Who inflates gzip: \(DecoderChoice.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "name"),
        completion: .list(DecoderChoice.allCases.map(\.rawValue)))
    var decoderName = DecoderChoice.auto.rawValue

    /// The decoder that was named; `validate` has seen that there is one.
    var decoder: DecoderChoice { DecoderChoice(rawValue: decoderName) ?? .auto }

    /// The number of workers that was named, or that of the processors.
    var workers: Int { jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

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

/// How much memory distinct values may take.
struct MemoryArguments<Use: MemoryUse>: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Memory for distinct values, such as 64M or 1G; \(Use.overflow). Default: 128M.", valueName: "size"),
        transform: MemorySize.init)
    var maxMemory = MemorySize(mebibytes: 128)

    /// Below this nearly everything would be folded.
    private static var leastMemory: Int { 1 << 20 }

    func validate() throws {
        if maxMemory.count < Self.leastMemory {
            throw ValidationError(
                "--max-memory \(maxMemory) is below \(Self.leastMemory >> 20)M; give at least that, such as 64M or 1G")
        }
    }
}

/// What a command has memory for: its help says what becomes of values that have no room.
protocol MemoryUse {
    static var overflow: String { get }
}

/// A report, whose rarest values are folded.
enum ReportMemory: MemoryUse {
    static let overflow = "beyond it the rarest count as (other), and the report says so"
}

/// `ingest`, which loses nothing.
enum IngestMemory: MemoryUse {
    static let overflow = "what exceeds it goes into a temporary file beside the store"
}

/// A number of bytes with an optional binary suffix: `64M`, `1G`.
struct MemorySize: CustomStringConvertible {
    let count: Int
    /// The size as it was given.
    let description: String

    /// The size that `text` says.
    init(_ text: String) throws {
        let factors: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        let factor = text.last.flatMap { factors[$0] }
        guard let number = Int(factor == nil ? text[...] : text.dropLast()),
            case (let count, false) = number.multipliedReportingOverflow(by: factor ?? 1)
        else {
            throw ValidationError(
                "write a whole number of bytes, or one with K, M or G behind it (1K is 1,024 bytes), such as 64M or 1G")
        }
        (self.count, description) = (count, text)
    }

    init(mebibytes: Int) { (count, description) = (mebibytes << 20, "\(mebibytes)M") }
}
