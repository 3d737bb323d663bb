import TestSupport
import Testing

/// What a run reads is never written over by what it writes.
@Suite struct OutputGuardTests {
    @Test(arguments: [
        "linktally --output-file a.log a.log", "linktally --output-file ./a.log a.log",
        "linktally --output-file link.log a.log", "linktally --output-file a.log link.log",
        "linktally --output-file a.log - < a.log", "linktally --references a.log a.log",
        "linktally --references new --output-file ./new a.log", "linktally --files-from list --output-file list",
        "linktally ingest --store s.sqlite --metrics-file s.sqlite a.log",
        "linktally ingest --store s.sqlite --metrics-file ./s.sqlite-wal a.log",
        "linktally ingest --store new.sqlite --metrics-file new.sqlite a.log",
        "linktally ingest --store s.sqlite --metrics-file a.log a.log",
        "linktally report --store s.sqlite --output-file s.sqlite",
        "linktally reconcile --store s.sqlite --output-file s.sqlite /dev/null",
        "linktally reconcile --store s.sqlite --output-file a.log a.log",
        "linktally reconcile --store s.sqlite --links links.csv --output-file links.csv /dev/null",
        "linktally check --csv links.csv --column link --output-file links.csv",
    ])
    func isRefused(line: String) throws {
        let scratch = try Scratch()
        let setUp = try Command.shell(
            """
            cp '\(Command.sample)' a.log && ln -s a.log link.log && echo a.log > list
            printf 'payment_link,link\\nplink_1,*\\n' > links.csv
            linktally ingest --quiet --store s.sqlite a.log && cat a.log list links.csv s.sqlite | cksum
            """, in: scratch.folder)
        #expect(setUp.status == 0, "\(setUp.errors)")
        let run = try Command.shell("\(line) || exit $?", in: scratch.folder)
        #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("name another file"), "\(run.errors)")
        let after = try Command.shell("cat a.log list links.csv s.sqlite | cksum; ls new* 2>&1", in: scratch.folder)
        #expect(after.text.hasPrefix(setUp.text) && after.text.contains("cannot access"), "\(after.text)")
    }

    /// A sheet is read whole before it is written back.
    @Test func aSheetCanBeWrittenBack() throws {
        let scratch = try Scratch()
        _ = try scratch.file("sheet.csv", "base,source\nhttps://a.example/,x\n")
        let run = try Command.shell("linktally link --from sheet.csv --output-file sheet.csv", in: scratch.folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try scratch.read("sheet.csv").contains("https://a.example/?utm_source=x"))
    }
}
