import TestSupport
import Testing

/// A file that would get larger than `ulimit -f` lets it: the write fails, and the run ends in order.
@Suite struct FileSizeLimitTests {
    private let setUp = """
        cp '\(Command.sample)' a.log && linktally ingest --quiet --store s.sqlite a.log && echo old > out || exit 9
        printf '{"object":"checkout.session","id":"cs_1","created":1,"livemode":true,"payment_status":"paid","amount_total":100,"currency":"usd"}' > events
        for i in $(seq 3000); do echo "https://shop.example/a/b/c?utm_source=s$i&utm_medium=."; done > links
        printf 'base,source\\n' > sheet.csv; sed 's/?.*/,x/' links >> sheet.csv
        """

    /// The limit is in blocks of 1,024 bytes: what SQLite keeps beside a store that is read has 32.
    @Test(arguments: [
        (1, "linktally --output json --output-file out a.log"), (1, "linktally --references out a.log"),
        (40, "linktally report --store s.sqlite --output json --output-file out"),
        (1, "linktally check --output-file out - < links"), (1, "linktally link --from sheet.csv --output-file out"),
    ])
    func outputs(limit: Int, line: String) throws {
        let scratch = try Scratch()
        let run = try Command.shell("\(setUp)\nulimit -f \(limit); \(line)", in: scratch.folder)
        #expect(run.status == 1 && run.errors.contains("out: cannot be written: File too large"), "\(run.errors)")
        #expect(run.errors.contains("ulimit -f"), "\(run.errors)")
        #expect(try scratch.read("out") == "old\n")
        #expect(try scratch.names.filter { $0.contains("tmp") }.isEmpty)
    }

    /// What a store cannot take leaves it as it was; the run after it counts all.
    @Test func stores() throws {
        let scratch = try Scratch()
        let run = try Command.shell(
            """
            \(setUp)
            sed 's/utm_source=/utm_source=x/g' a.log > b.log
            (ulimit -f 40; linktally ingest --store s.sqlite --metrics-file m b.log) 2> e1; echo "status $?"
            grep last_run_success m
            (ulimit -f 1; linktally reconcile --store s.sqlite events) 2> e2; echo "status $?"
            grep -l '^linktally: s.sqlite: .*ulimit -f' e1 e2
            linktally reconcile --store s.sqlite events > report; echo "status $?"
            linktally store check --store s.sqlite && linktally ingest --store s.sqlite b.log; echo "status $?"
            """, in: scratch.folder)
        let statuses = run.text.split(separator: "\n").filter { $0.hasPrefix("status") }
        #expect(statuses == ["status 1", "status 1", "status 0", "status 0"], "\(run.text) \(run.errors)")
        #expect(run.text.contains("last_run_success{store=\"s.sqlite\"} 0"))
        #expect(run.text.contains("e1\ne2\n"), "\(run.text)")
        #expect(run.errors.contains("1 new"), "\(run.errors)")
    }
}
