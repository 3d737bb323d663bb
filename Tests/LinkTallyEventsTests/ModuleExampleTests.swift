import Foundation
import LinkTallyEvents
import LinkTallyInput
import LinkTallyPayments
import Testing

/// The example on the module's page, compiled and run; `print` is gathered.
@Suite struct ModuleExampleTests {
    private struct Payments: PaymentSink {
        func add(_ seen: [SeenPayment]) -> Int { 0 }
    }

    @Test func events() throws {
        var printed: [Int] = []
        func print(_ events: Int) { printed.append(events) }
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let session = #"""
            {"id":"cs_1","object":"checkout.session","livemode":true,"created":1795431000,
             "payment_status":"paid","amount_total":1999,"currency":"usd"}
            """#
        try Data(session.utf8).write(to: URL(filePath: path))
        var payments = Payments()
        var events = EventLoader(isLive: true, decoder: .auto, stop: StopSignal())
        let reports = try events.run([InputPath(path)], into: &payments)
        print(reports[0].counts.counted)  // 1
        #expect(printed == [1])
    }
}
