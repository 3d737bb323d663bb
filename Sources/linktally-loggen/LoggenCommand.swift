import ArgumentParser
import Glibc

/// Writes made-up access logs with a realistic mix of link traffic; the same options give the same bytes.
@main
struct LoggenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "linktally-loggen",
        abstract: "Writes a made-up access log; the same options give the same bytes.")

    @Option(help: ArgumentHelp("The log's format: \(LineFormats.names.joined(separator: ", ")).", valueName: "name"))
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
        guard LineFormats.named(format) != nil else {
            throw ValidationError(
                "--format '\(format)' is no known format; use one of \(LineFormats.names.joined(separator: ", "))")
        }
        guard (lines == nil) != (bytes == nil) else { throw ValidationError("give one of --lines and --bytes") }
        if let lines, lines < 0 { throw ValidationError("--lines \(lines) is less than none; use 0 or more") }
        guard 1...87_600 ~= hours else { throw ValidationError("--hours \(hours) is out of range; use 1 to 87600") }
    }

    func run() throws {
        guard let lineFormat = LineFormats.named(format) else { return }
        let file = try OutputFile(output)
        var log = LogGenerator(
            format: lineFormat, seed: seed, start: start, hours: hours, scatters: scatter, lineLimit: lines,
            byteLimit: bytes?.count)
        while let block = log.nextBlock() { try file.write(block) }
    }

    static func main() {
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as OutputFile.Failure {
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
