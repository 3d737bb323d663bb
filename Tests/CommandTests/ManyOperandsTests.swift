import Foundation
import TestSupport
import Testing

/// Thousands of files in one command, as a shell makes them of `*.gz`: the parser sees them as one word.
@Suite struct ManyOperandsTests {
    @Test func likeAList() throws {
        let scratch = try Scratch()
        // Names with spaces, dashes, and bytes that are not UTF-8.
        let files = """
            for number in $(seq 1000); do
                printf '/p?utm_source=a%s\\n' "$number" > "log $number"
                printf '/p?utm_source=b%s\\n' "$number" > "$(printf 'log-\\xff-%s' "$number")"
            done
            """
        #expect(try Command.shell(files, in: scratch.folder).status == 0)
        let scan = "scan --format url --output json"
        let listed = try Command.shell("printf '%s\\0' log* | linktally \(scan) --files0-from -", in: scratch.folder)
        #expect(listed.status == 0 && listed.text.contains("\"total\":2000"), "\(listed.errors)")
        for line in [
            "linktally \(scan) log*", "linktally log* --format url --output json",
            "linktally \(scan) -- log*", "linktally --format url 'log 1' log-* --output json log\\ [!1]* log\\ 1?*",
        ] {
            let run = try Command.shell(line, in: scratch.folder)
            #expect(run.status == 0 && run.text.count == listed.text.count, "\(line): \(run.errors)")
        }
        let named = try Command.shell("linktally \(scan) log*", in: scratch.folder)
        #expect(named.text == listed.text)
    }

    /// However many gzip files there are, the memory of one serves the next: what is freed must be of use again. Where it was not, it
    /// was so with some numbers of files alone.
    @Test func memoryIsFlat() throws {
        let scratch = try Scratch()
        let peaks = """
            linktally-loggen --bytes 2M | gzip > log.gz
            for count in 100 250 450 650 800; do
                yes log.gz | head -n $count | tr '\\n' '\\0' > list
                python3 -c '
            import resource, subprocess
            subprocess.run(["linktally", "--jobs", "1", "--files0-from", "list"], stdout=subprocess.DEVNULL, check=True)
            print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)'
            done
            """
        let run = try Command.shell(peaks, in: scratch.folder)
        let found = run.text.split(separator: "\n").compactMap { Int($0) }
        #expect(run.status == 0 && found.count == 5, "\(run.errors)")
        #expect(found.allSatisfy { $0 < found[0] + 8_192 }, "\(found) kB")
    }

    /// Messages name the words that were given, none of them joined.
    @Test func messages() throws {
        let names = (1...50).map { "f\($0)" }.joined(separator: " ")
        for line in ["link \(names)", "store check --store s \(names)", "report --store s \(names)"] {
            let run = try Command.shell("linktally \(line) < /dev/null")
            #expect(run.status == 2 && run.errors.contains("'f50'") && !run.errors.contains("\0"), "\(run.errors)")
            #expect(!run.errors.contains("\\x00") && !run.errors.contains("\\u"), "\(run.errors)")
        }
        let empty = try Command.shell("linktally a b c d '' e f < /dev/null")
        #expect(empty.errors.contains("linktally: : cannot be opened"), "\(empty.errors)")
        let twice = try Command.shell("linktally -- a b c d - e f - < /dev/null")
        #expect(twice.status == 2 && twice.errors.contains("stdin ('-') is named 2 times"), "\(twice.errors)")
    }

    @Test func linksAndEvents() throws {
        let links = (1...40).map { "'/p?utm_source=s\($0)'" }.joined(separator: " ")
        let run = try Command.shell("linktally check --output json \(links)")
        #expect(run.status == 0 && run.text.contains("s40") && !run.text.contains("\0"), "\(run.errors)")
        let scratch = try Scratch()
        let events = (1...40).map { "missing-\($0)" }.joined(separator: " ")
        let line = "linktally ingest --store s '\(Command.sample)'; linktally reconcile --store s \(events)"
        let reconcile = try Command.shell(line, in: scratch.folder)
        #expect(reconcile.errors.contains("missing-40: "), "\(reconcile.errors)")
    }
}
