import ArgumentParser
import Glibc

/// Writes made-up access logs with a realistic mix of link traffic; the same options give the same bytes.
@main
struct LoggenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "linktally-loggen",
        abstract: "Writes a made-up access log; the same options give the same bytes.")

    @Option(help: ArgumentHelp("The log's format: \(LogLines.names.joined(separator: ", ")).", valueName: "name"))
    var format = "combined"

    @Option(help: ArgumentHelp("Lines to write.", valueName: "n"))
    var lines: Int?

    @Option(help: ArgumentHelp("Bytes to reach, for example 200M or 1G; the line that reaches them is the last."))
    var bytes: ByteSize?

    @Option(help: ArgumentHelp("Another number makes another log.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Hours that the log covers.", valueName: "n"))
    var hours = 24

    @Option(help: ArgumentHelp("The first hour, in UTC.", valueName: "YYYY-MM-DDTHH"))
    var start = LogHour(secondsSince1970: 1_795_392_000)

    @Flag(help: "Draw every value by itself, so that nearly every tagged request is a new attribution row.")
    var scatter = false

    @Option(help: ArgumentHelp("Write to a file instead of stdout.", valueName: "file"))
    var output: String?

    func validate() throws {
        guard LogLines.named(format) != nil else {
            throw ValidationError(
                "--format '\(format)' is no known format; use one of \(LogLines.names.joined(separator: ", "))")
        }
        guard (lines == nil) != (bytes == nil) else { throw ValidationError("give one of --lines and --bytes") }
        if let lines, lines < 0 { throw ValidationError("--lines \(lines) is less than none; use 0 or more") }
        guard 1...87_600 ~= hours else { throw ValidationError("--hours \(hours) is out of range; use 1 to 87600") }
    }

    func run() throws {
        guard let line = LogLines.named(format) else { return }
        let file = try LogOutput(output)
        var log = LogGenerator(
            line: line, seed: seed, start: start, hours: hours, scatters: scatter, lineLimit: lines,
            byteLimit: bytes?.count)
        while let block = log.nextBlock() { try file.write(block) }
    }

    static func main() {
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as LogOutput.Failure {
            if failure.code == EPIPE { Glibc.exit(141) }
            complain(
                "linktally-loggen: \(failure.path): cannot be written: \(unsafe String(cString: strerror(failure.code)))\n"
            )
            Glibc.exit(1)
        } catch {
            guard exitCode(for: error).isSuccess else {
                complain(fullMessage(for: error) + "\n")
                Glibc.exit(2)
            }
            exit(withError: error)
        }
    }

    private static func complain(_ text: String) {
        for byte in text.utf8 {
            var byte = byte
            _ = unsafe Glibc.write(STDERR_FILENO, &byte, 1)
        }
    }
}

/// A number of bytes with an optional decimal suffix: `500K`, `200M`, `1G`.
struct ByteSize: ExpressibleByArgument {
    let count: Int

    init?(argument: String) {
        let factors: [Character: Int] = ["K": 1_000, "M": 1_000_000, "G": 1_000_000_000]
        let factor = argument.last.flatMap { factors[$0] }
        guard let number = Int(factor == nil ? argument[...] : argument.dropLast()), number >= 0,
            case (let count, false) = number.multipliedReportingOverflow(by: factor ?? 1)
        else { return nil }
        self.count = count
    }
}

/// Where the log goes: stdout, or a file that is made anew.
struct LogOutput: ~Copyable {
    struct Failure: Error {
        let path: String
        let code: Int32
    }

    private let path: String
    private let descriptor: Int32

    init(_ path: String?) throws(Failure) {
        self.path = path ?? "stdout"
        descriptor =
            if let path { unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) } else { STDOUT_FILENO }
        guard descriptor >= 0 else { throw Failure(path: self.path, code: errno) }
    }

    deinit { if descriptor != STDOUT_FILENO { close(descriptor) } }

    func write(_ bytes: [UInt8]) throws(Failure) {
        var start = 0
        while start < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress! + start, bytes.count - start)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Failure(path: path, code: count < 0 ? errno : ENOSPC) }
            start += count
        }
    }
}
