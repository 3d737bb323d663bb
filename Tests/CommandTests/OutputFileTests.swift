import TestSupport
import Testing

/// A file that a run writes appears whole, whatever an earlier run left beside it.
@Suite struct OutputFileTests {
    /// A run that is killed leaves its unfinished file, and in a container the next run has the same process id.
    @Test(arguments: [
        "linktally --output-file out a.log", "linktally --references out a.log",
        "linktally link /p --source x --output-file out",
        "linktally ingest --quiet --store s.sqlite --metrics-file out a.log",
    ])
    func leftoversDoNotHinder(line: String) throws {
        let scratch = try Scratch()
        let run = try Command.shell(
            "cp '\(Command.sample)' a.log && umask 027 && echo left > out.$$.tmp && exec \(line)", in: scratch.folder)
        #expect(run.status == 0, "\(run.errors)")
        let after = try Command.shell("stat -c %a out && [ -s out ] && cat out.*.tmp", in: scratch.folder)
        #expect(after.text == "640\nleft\n", "\(after.text)")
    }

    /// A file has the whole report of an earlier run, or what there is so far where it is new.
    @Test func interruptedRunsReplaceNoWholeReport() throws {
        let scratch = try Scratch()
        let run = try Command.shell(
            "set -m; mkfifo pipe; echo whole > old.json; echo whole > refs.csv; "
                + "(cat '\(Command.sample)'; exec sleep 30) > pipe & writer=$!; "
                + "linktally --output json --output-file old.json --references refs.csv < pipe & reader=$!; sleep 1; "
                + "kill -INT $reader; wait $reader; status=$?; kill -KILL $writer; cat old.json refs.csv; ls; exit $status",
            in: scratch.folder)
        #expect(run.status == 130 && run.text == "whole\nwhole\nold.json\npipe\nrefs.csv\n", "\(run.text)")
        #expect(run.errors.contains("old.json: keeps what it had before this run, which was interrupted"))
    }
}
