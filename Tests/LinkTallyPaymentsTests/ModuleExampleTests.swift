import Testing

@testable import LinkTallyPayments

/// The example on the module's page, compiled and run; `print` is gathered.
@Suite struct ModuleExampleTests {
    @Test func aSession() throws {
        var printed: [String] = []
        func print(_ session: String, _ state: PaymentState) { printed.append("\(session) \(state)") }
        let text = #"""
            {"id":"cs_1","object":"checkout.session","livemode":true,"created":1795431000,
             "payment_status":"paid","amount_total":1999,"currency":"usd"}
            """#
        let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: PaddedJSON.padding)
        try EventReader(isLive: true).forEachEvent(in: PaddedJSON(bytes.rawSpan, 0..<text.utf8.count)) { verdict, _ in
            if case .seen(let seen) = verdict { print(seen.payment.session, seen.payment.state) }  // cs_1 paid
        }
        #expect(printed == ["cs_1 paid"])
    }
}
