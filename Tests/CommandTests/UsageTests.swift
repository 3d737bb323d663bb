import Foundation
import LinkTallyCore
import TestSupport
import Testing

/// Words of the command line that would be taken for something else than was meant.
@Suite struct UsageTests {
    private func refused(_ line: String, _ message: String) throws {
        let run = try Command.shell("linktally \(line) < /dev/null")
        #expect(run.status == 2 && run.output.isEmpty, "\(line): \(run.text)")
        #expect(run.errors.hasPrefix("Error: \(message)"), "\(line): \(run.errors)")
    }

    @Test func namesThatBeginWithADash() throws {
        let hint = "if a file is meant, write ./-dash.log, or -- in front of it\n"
        for line in [
            "-dash.log", "scan -dash.log", "--top 1 -dash.log", "'\(Command.sample)' -dash.log",
            "check --strict -dash.log",
            "store -dash.log", "ingest -dash.log",
        ] {
            try refused(line, "'-dash.log' is no option; \(hint)")
        }
        let scratch = try Scratch()
        for line in ["./-dash.log", "-- -dash.log", "--output text -- -dash.log"] {
            let run = try Command.shell("cp '\(Command.sample)' ./-dash.log; linktally \(line)", in: scratch.folder)
            #expect(run.status == 0 && run.text.hasPrefix("LinkTally: 1 input"), "\(run.errors)")
        }
    }

    @Test func valuesThatBeginWithADash() throws {
        try refused("--jobs -1", "--jobs -1 is out of range; use 1 to 1024\n")
        try refused("--top -5", "--top -5 would show nothing; use 1 or more\n")
        try refused("--max-malformed -0.5", "--max-malformed -0.5 is no percentage; use 0 to 100\n")
        try refused("ingest --store x --wait -1 y", "--wait -1 is no time")
        try refused(
            "--from -7d",
            "'-7d' behind --from is taken for an option, since it begins with a dash; as a value write --from=-7d\n")
        try refused(
            "--link '-a b'",
            "'-a b' behind --link is taken for an option, since it begins with a dash; as a value "
                + "write --link='-a b'\n")
        let run = try Command.linktally("link", "/p", "--source=-x", "--reference", "-42")
        #expect(run.status == 0 && run.text == "/p?utm_source=-x&client_reference_id=-42\n", "\(run.errors)")
    }

    @Test func sizes() throws {
        func check(_ size: String, _ command: String) throws {
            let run = try Command.shell("linktally \(command) --max-memory='\(size)' < /dev/null")
            #expect(run.status == 2 && run.errors.contains("with K, M or G behind it"), "\(size): \(run.errors)")
            #expect(run.errors.contains("such as 64M or 1G\n"))
        }
        for size in ["x", "1.5G", "64MB", "64 M", "-1X", "99999999999999999999", "9999999999G"] { try check(size, "") }
        try check("64MB", "ingest --store x y")
        try check("64MB", "report --store x")
        try refused("--max-memory 100K", "--max-memory 100K is below 1M; give at least that")
        try refused("--max-memory -64M", "'-64M' behind --max-memory is taken for an option")
        #expect(try Command.linktally("scan", "--help").text.contains("Default: 128M."))
    }

    /// An option that takes one value is given once, whichever of its forms is used.
    @Test func repeatedOptions() throws {
        try refused("--format url --format combined", "--format is given twice; give it once\nUsage: linktally [scan]")
        try refused("--jobs 1 --jobs=2", "--jobs is given twice; give it once\n")
        try refused(
            "check --output json --output text /p", "--output is given twice; give it once\nUsage: linktally check")
        try refused(
            "store info --store a --store b", "--store is given twice; give it once\nUsage: linktally store info")
        #expect(try Command.shell("linktally link /p --set term=a --set content=b").status == 0)
        #expect(try Command.shell("linktally check -- --x --x").errors.contains("2 of 2 links are no URL"))
    }

    /// Which options may be repeated is what the parser knows of them.
    @Test func everyOptionWithOneValueIsGivenOnce() throws {
        struct Dump: Decodable {
            struct Command: Decodable {
                let commandName: String
                let subcommands: [Command]?
                let arguments: [Argument]?
            }
            struct Argument: Decodable {
                struct Name: Decodable { let kind, name: String }
                let kind: String
                let isRepeating: Bool
                let preferredName: Name?
            }
            let command: Command
        }
        let dump = try Command.linktally("--experimental-dump-help")
        var checked = (once: 0, several: 0)
        func check(_ command: Dump.Command, _ path: [String]) throws {
            for argument in command.arguments ?? [] where argument.kind == "option" {
                let name = "--" + (try #require(argument.preferredName).name)
                let run = try CommandTests.Command.linktally(arguments: path + [name, "a", name, "a"])
                let isRefused = run.errors.contains("\(name) is given twice; give it once")
                // What is wrong with values is found before.
                #expect(!argument.isRepeating || !isRefused, "\(name)")
                if argument.isRepeating { checked.several += 1 } else if isRefused { checked.once += 1 }
            }
            for subcommand in command.subcommands ?? [] { try check(subcommand, path + [subcommand.commandName]) }
        }
        try check(JSONDecoder().decode(Dump.self, from: Data(dump.output)).command, [])
        #expect(checked.once > 10 && checked.several == 2)
    }

    @Test func helpAndVersionNeedAnOutput() throws {
        for word in ["--help", "--version", "help scan", "scan --help"] {
            #expect(try Command.shell("linktally \(word)").status == 0, "\(word)")
            let run = try Command.shell("linktally \(word) > /dev/full")
            #expect(run.status == 1 && run.errors.contains("stdout: cannot be written"), "\(word): \(run.errors)")
        }
    }

    /// `scan` may be left out, so that a word that was to be a subcommand would be taken for a log.
    @Test func misspeltSubcommands() throws {
        let scratch = try Scratch()
        for (word, name) in [("scna", "scan"), ("Report", "report"), ("ingets", "ingest"), ("reconsile", "reconcile")] {
            let run = try Command.shell("linktally \(word) --output json x.log", in: scratch.folder)
            #expect(
                run.status == 2 && run.errors.contains("no file of that name; did you mean '\(name)'?"), "\(run.errors)"
            )
        }
        // What is a file is a log, and so is what is far from any subcommand.
        let log = try Command.shell("cp '\(Command.sample)' scna; linktally scna", in: scratch.folder)
        #expect(log.status == 0 && log.text.hasPrefix("LinkTally: 1 input"), "\(log.errors)")
        for word in ["accesses", "scan.log", "./scna2", "logs"] {
            #expect(
                try Command.shell("linktally \(word)", in: scratch.folder).errors.contains("(open_failed)"), "\(word)")
        }
        let format = try Command.shell("linktally --format combind /dev/null")
        #expect(format.status == 2 && format.errors.contains("did you mean 'combined'?"), "\(format.errors)")
    }

    @Test func versionsAndFormats() throws {
        let version = try Command.linktally("--version").text
        for word in ["version", "-V", "scan -V"] { #expect(try Command.shell("linktally \(word)").text == version) }
        #expect(try Command.shell("linktally -- -V").errors.contains("-V: cannot be opened"))
        let formats = try Command.linktally("formats").text
        for name in LogFormats.names + Envelope.allCases.map(\.name) { #expect(formats.contains("\(name)")) }
        #expect(formats.split(separator: "\n").allSatisfy { $0.count <= 120 })
        #expect(try Command.shell("linktally help formats").text == formats)
    }

    /// A descriptor that the parent closed is an error where it is used, never an empty log or another file.
    @Test func closedDescriptors() throws {
        let scratch = try Scratch()
        func shell(_ line: String) throws -> Command { try Command.shell(line, in: scratch.folder) }
        for line in ["linktally", "linktally -", "linktally check -", "linktally link --from -"] {
            for closed in ["<&-", "0> written"] {
                let run = try shell("\(line) \(closed)")
                #expect(run.status == 1 && run.errors.contains("-: stdin is closed"), "\(line): \(run.errors)")
                #expect(line.contains("check") || run.output.isEmpty)
            }
        }
        let beside = try shell("linktally --output json - '\(Command.sample)' <&-")
        #expect(beside.status == 3 && beside.errors.contains("-: stdin is closed"), "\(beside.errors)")
        let list = try shell("linktally --files-from - <&-")
        #expect(list.status == 1 && list.errors.contains("-: the list of files cannot be read: Bad file descriptor"))
        let output = try shell("linktally '\(Command.sample)' >&-")
        #expect(output.status == 1 && output.errors.contains("stdout: cannot be written: Bad file descriptor"))
        let silent = try shell("linktally '\(Command.sample)' 2>&-")
        #expect(silent.status == 0 && silent.text.hasPrefix("LinkTally: 1 input"))
        #expect(try shell("linktally /nowhere 2>&- 3>&2").status == 1)
    }
}
