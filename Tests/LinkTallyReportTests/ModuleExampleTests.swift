import LinkTallyCore
import LinkTallyReport
import Testing

/// The example on the module's page, compiled and run; `print` is gathered.
@Suite struct ModuleExampleTests {
    @Test func aReportInMemory() throws {
        var printed: [String] = []
        func print(_ text: String) { printed.append(text) }
        let result = try Rendering.result([Rendering.log(["/lp?utm_source=newsletter"])])
        try render(result.summary, print)
        #expect(printed.count == 1 && printed[0].contains("2026-11-23T10,/lp,newsletter,,,,,1,0,"))
    }

    private func render(_ summary: borrowing Summary, _ print: (String) -> Void) throws {
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        try Renderers.summary.named("csv")?.render(summary, ReportOptions(), to: &writer)
        try writer.flush()
        print(String(decoding: sink.bytes, as: UTF8.self))
    }
}
