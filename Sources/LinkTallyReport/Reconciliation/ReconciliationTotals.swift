import LinkTallyPayments

/// The parts of the text report on payments that have no list.
enum ReconciliationTotals {
    /// Inputs, events, payments and references.
    static func text(_ reconciliation: Reconciliation) -> String {
        let inputs = reconciliation.inputs.map {
            ($0.name, $0.bytes, $0.error, $0.warning, "\(Figure.grouped($0.counts.events)) events read")
        }
        return TextTotals.inputs("payment events", inputs) + events(reconciliation.events) + payments(reconciliation)
            + references(reconciliation)
    }

    private static func events(_ events: EventCounts) -> String {
        let rows = [
            ("counted", events.counted), ("counted before", events.replayed), ("of the other mode", events.otherMode),
            ("not about a checkout session", events.otherObjects),
            ("thin, without the session", events.thin), ("malformed", events.malformed),
        ]
        let total = UInt64(events.events)
        return "\n" + TextTotals.figures("Events", total, of: nil)
            + rows.filter { $0.1 > 0 }.map { TextTotals.figures("  " + $0.0, UInt64($0.1), of: total) }.joined()
    }

    private static func payments(_ reconciliation: Reconciliation) -> String {
        let paid = reconciliation.paid
        var table = TextTable(["payments", "share", "revenue", ""])
        func add(_ total: PaymentTotal, _ name: String) {
            for (index, row) in rows(total, name).enumerated() {
                let share = index == 0 ? Figure.share(UInt64(total.payments), of: UInt64(paid.payments)) : ""
                table.add([row[0], share] + row[1...])
            }
        }
        add(paid, "paid")
        add(reconciliation.total(.matched), "  reference clicked")
        add(reconciliation.total(.unknownReference), "  reference never seen in the logs")
        add(reconciliation.total(.noReference), "  no reference")
        if let drops = reconciliation.probableDrops { add(drops.total, "    probably dropped") }
        if reconciliation.total(.erasedReference).payments > 0 {
            add(reconciliation.total(.erasedReference), "  reference erased")
        }
        for (category, name) in [(PaymentCategory.failed, "failed"), (.expired, "expired"), (.pending, "pending")] {
            table.add([Figure.grouped(reconciliation.total(category).payments), "", "", name])
        }
        return "\nPayments in the store (\(reconciliation.isLive ? "live" : "test") mode)\n" + table.text
    }

    private static func references(_ reconciliation: Reconciliation) -> String {
        let clicked = UInt64(reconciliation.clickedReferences)
        return "\n" + TextTotals.figures("References clicked", clicked, of: nil)
            + TextTotals.figures("  and paid", UInt64(reconciliation.paidReferences), of: clicked)
            + TextTotals.figures("  not paid", UInt64(reconciliation.unpaidReferences), of: clicked)
            + TextTotals.figures("References paid more than once", UInt64(reconciliation.repeatedReferences), of: nil)
    }

    /// A total as rows of a table: number of payments, revenue, name; a row for each currency.
    static func rows(_ total: PaymentTotal, _ name: String) -> [[String]] {
        let payments = Figure.grouped(total.payments)
        let revenue = total.revenue
        guard let first = revenue.first else { return [[payments, "", name]] }
        return [[payments, text(first), name]] + revenue.dropFirst().map { ["", text($0), ""] }
    }

    static func text(_ money: Money) -> String { "\(money.groupedText) \(money.currency.code.uppercased())" }
}
