import Foundation
import TestSupport
import Testing

@Suite struct CheckTests {
    @Test func exitCodes() throws {
        let url = "https://a.example/?utm_source="
        for (arguments, status) in [
            ([url + "a"], 0), ([url + "a.b"], 4), ([url + "a", url], 4), ([url + "a&utm_source=b"], 4),
            ([url + "a&utm_sorce=b"], 0), (["--strict", url + "a&utm_sorce=b"], 4), (["--strict", url + "a"], 0),
            (["a.example"], 2), (["a.example", url + "a.b"], 2), (["scan"], 2),
        ] as [([String], Int32)] {
            let run = try Command.run(Command.folder.appending(path: "linktally").path, ["check"] + arguments)
            #expect(run.status == status, "\(arguments): \(run.errors)")
        }
    }

    @Test func usageErrors() throws {
        for line in ["", "--output csv x", "--column x y", "- -", "- --csv -", "--bogus x", "--top 3 x"] {
            let run = try Command.shell("linktally check \(line) < /dev/null")
            #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("Usage: linktally check"), "\(line)")
        }
    }

    @Test func help() throws {
        for command in ["check", "link"] {
            let help = try Command.linktally(command, "--help")
            #expect(help.status == 0 && help.errors.isEmpty)
            for part in ["EXAMPLES", "EXIT STATUS", "\n  4 "] { #expect(help.text.contains(part), "\(part)") }
            #expect(help.text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(command)")
        }
        #expect(try Command.linktally("--help").text.contains("check"))
    }

    /// The examples of `--help` run.
    @Test func examples() throws {
        let scratch = try Scratch()
        _ = try scratch.file("links.txt", "https://a.example/?utm_source=x\n")
        _ = try scratch.file("campaign.csv", "url,base,source\nhttps://a.example/,https://b.example/,x\n")
        for command in ["check", "link"] {
            let help = try Command.linktally(command, "--help").text
            let lines = help.split(separator: "\n").filter { $0.hasPrefix("  linktally \(command)") }
            #expect(lines.count == 4)
            for line in lines {
                let run = try Command.shell(String(line), in: scratch.folder)
                #expect(run.status == (line.contains("chatgpt.com") ? 4 : 0), "\(line): \(run.errors)")
            }
        }
    }

    /// A file that is named as a command is still a log, with its path.
    @Test func otherCommandsStay() throws {
        let scratch = try Scratch()
        _ = try scratch.file("check", "/a?utm_source=x\n")
        #expect(try Command.shell("linktally ./check", in: scratch.folder).text.hasPrefix("LinkTally: 1 input"))
        #expect(try Command.shell("linktally scan check", in: scratch.folder).text.hasPrefix("LinkTally: 1 input"))
    }

    @Test func linksThatAreNotUTF8() throws {
        let run = try Command.shell(#"linktally check $'https://a.example/?utm_source=a\xff' $'/\xfe?utm_term=\xfe'"#)
        #expect(run.status == 4 && run.text.contains(#"0xFF at byte 2"#) && run.text.contains(#"/\xFE?utm_term=\xFE"#))
    }

    @Test func outputsThatFail() throws {
        let make = "for i in {1..4000}; do echo \"https://a.example/$i?utm_source=a.b\"; done | "
        for form in ["text", "json"] {
            let full = try Command.shell("\(make) linktally check --output \(form) - > /dev/full")
            #expect(
                full.status == 1 && full.errors.contains("stdout: cannot be written: No space left"), "\(full.errors)")
            let pipe = try Command.shell(
                "\(make) linktally check --output \(form) - | head -n 1 > /dev/null; exit ${PIPESTATUS[1]}")
            #expect(pipe.status == 141 && pipe.errors.isEmpty, "\(pipe.errors)")
        }
        let scratch = try Scratch()
        let report = try scratch.file("report", "old")
        let full = try Command.shell(
            "ulimit -f 1; \(make) linktally check --output-file '\(report)' -")
        #expect(full.status == 1 && full.errors.contains("report: cannot be written: File too large"), "\(full.errors)")
        #expect(try scratch.read("report") == "old" && scratch.names == ["report"])
    }

    @Test func interruptedListsAreReported() throws {
        let scratch = try Scratch()
        let run = try Command.shell(
            "set -m; mkfifo pipe; (echo 'https://a.example/?utm_source=x'; exec sleep 30) > pipe & writer=$!; "
                + "linktally check - < pipe & reader=$!; sleep 1; kill -INT $reader; wait $reader; status=$?; "
                + "kill -KILL $writer; exit $status", in: scratch.folder)
        #expect(run.status == 130 && run.text.contains("kept     utm_source           x"), "\(run.errors)")
    }

    /// Memory does not grow with the list, nor with the links that lose values in it.
    @Test func memoryIsFlat() throws {
        func peak(_ count: Int) throws -> Int {
            let run = try Command.shell(
                "seq \(count) | sed 's#.*#https://a.example/&?utm_source=s\\&utm_content=c&.x#' | python3 -c '"
                    + "import resource, subprocess; "
                    + "subprocess.run([\"linktally\", \"check\", \"-\"], stdout=subprocess.DEVNULL); "
                    + "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)'")
            return try #require(Int(run.text.trimmingCharacters(in: .whitespacesAndNewlines)))
        }
        let (few, many) = (try peak(20_000), try peak(200_000))
        #expect(many < few + 4_096, "\(few) and \(many) kB")
    }
}
