import LinkTallyPayments

/// For people: what was read, what became of payments and references, then revenue and losses. At most 80 columns.
struct ReconciliationText: ReconciliationRenderer {
    /// Entries of each list where `--top` says nothing.
    private static let defaultTop = 10

    func render(
        _ reconciliation: Reconciliation, _ lists: any ReconciliationLists, top: Int?, to writer: inout ByteWriter
    ) throws {
        let top = top ?? Self.defaultTop
        try writer.write(ReconciliationTotals.text(reconciliation))
        if reconciliation.paid.payments > 0 {
            for dimension in RevenueDimension.allCases { try revenue(reconciliation, lists, dimension, top, &writer) }
            try repeated(reconciliation, lists, top, &writer)
            try writer.write(Self.drops(reconciliation, top))
        }
        try writer.write("\nRevenue is gross: refunds are not seen.\n")
    }

    private func revenue(
        _ reconciliation: Reconciliation, _ lists: any ReconciliationLists, _ dimension: RevenueDimension, _ top: Int,
        _ writer: inout ByteWriter
    ) throws {
        var table = TextTable(["payments", "revenue", dimension.rawValue])
        // A row more than is shown tells that there are more. The limit is for each currency.
        var shown: [Currency: Int] = [:]
        var isShortened = false
        try lists.forEachRevenue(by: dimension, top: top + 1) { row in
            shown[row.revenue.currency, default: 0] += 1
            guard shown[row.revenue.currency, default: 0] <= top else {
                isShortened = true
                return
            }
            table.add([
                Figure.grouped(row.payments), ReconciliationTotals.text(row.revenue), Self.name(row.value),
            ])
        }
        guard !table.isEmpty else { return }
        let more = isShortened ? "; --top shows more" : ""
        let click = reconciliation.attribution.rawValue
        try writer.write("\nRevenue by \(dimension.rawValue) (of the \(click) click\(more))\n\(table.text)")
    }

    /// What stands for a campaign, source or link.
    private static func name(_ value: String?) -> String {
        guard let value else { return "(no click before the payment)" }
        return value.isEmpty ? "(none)" : TerminalText.escaped(value)
    }

    private func repeated(
        _ reconciliation: Reconciliation, _ lists: any ReconciliationLists, _ top: Int, _ writer: inout ByteWriter
    ) throws {
        guard reconciliation.repeatedReferences > 0 else { return }
        var table = TextTable(["payments", "revenue", "reference"])
        try lists.forEachRepeatedReference(top: top) { row in
            for row in ReconciliationTotals.rows(row.total, TerminalText.escaped(row.reference)) { table.add(row) }
        }
        let more = TextRenderer.more(reconciliation.repeatedReferences, ReportOptions(top: top))
        try writer.write("\nReferences that were paid more than once\(more)\n\(table.text)")
    }

    private static func drops(_ reconciliation: Reconciliation, _ top: Int) -> String {
        guard reconciliation.total(.noReference).payments > 0 else { return "" }
        guard let drops = reconciliation.probableDrops else {
            return """

                Probable drops
                  Not known: events name a payment link, logs a path. --links FILE.csv joins the
                  two (columns payment_link and link, a shell pattern).

                """
        }
        var text = "\nProbable drops: paid without a reference, after clicks that lost one\n"
        if drops.drops.isEmpty {
            text += "  None: no click on these payment links lost a reference before the payment.\n"
        } else {
            var table = TextTable(["clicks", "payments", "revenue", "payment link"])
            for drop in drops.drops.prefix(top) {
                for (index, row) in ReconciliationTotals.rows(drop.total, drop.paymentLink).enumerated() {
                    table.add([index == 0 ? Figure.grouped(drop.clicks) : ""] + row)
                }
            }
            text += table.text
        }
        if drops.unlisted > 0 {
            text += "  \(Figure.grouped(drops.unlisted)) more came through payment links that --links does not list.\n"
        }
        return text
    }
}
