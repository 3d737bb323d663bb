import LinkTallyPayments

/// A report of tables as a page: the tables that `JSONTableRenderer` writes, and how they are to be shown.
struct TablePage: TableRenderer {
    let origin: ReportOrigin

    func render(_ report: TableReport, to writer: inout ByteWriter) throws {
        let about = report.period?.words ?? "all requests"
        let title = report.tables[0].title
        let page = Page(origin, about: about, verdict: title, content: [:])
        try page.write(to: &writer) { writer in
            try Page.data("report", to: &writer) { writer in
                try JSONTableRenderer().render(report, to: &writer)
            }
            try Page.facts(origin, to: &writer) { json in try facts(report, &json) }
        }
    }

    private func facts(_ report: TableReport, _ json: inout JSONWriter) throws {
        try json.array("notes") { json in for note in report.notes { try json.value(note) } }
        try json.array("tables") { json in
            for table in report.tables {
                try json.entry { json in
                    try json.member("name", table.name)
                    try json.member("title", table.title)
                    try json.array("columns") { json in
                        for (index, column) in table.columns.enumerated() {
                            try json.object { json in
                                try json.member("name", column.name)
                                try json.member("title", column.title)
                                try json.member("is_text", index >= table.columns.count - table.textCount)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The report on payments as a page.
struct ReconciliationPage: ReconciliationRenderer {
    let origin: ReportOrigin

    func render(
        _ reconciliation: Reconciliation, _ lists: any ReconciliationLists, top: Int?, to writer: inout ByteWriter
    ) throws {
        let page = Page(
            origin, about: "payments in the store, \(reconciliation.isLive ? "live" : "test") mode",
            verdict: Self.verdict(reconciliation), content: ["figures": Self.figures(reconciliation)])
        try page.write(to: &writer) { writer in
            try Page.data("report", to: &writer) { writer in
                try ReconciliationJSON().render(reconciliation, lists, top: top, to: &writer)
            }
            try Page.facts(origin, to: &writer) { json in try json.member("top", top) }
        }
    }

    private static func verdict(_ reconciliation: Reconciliation) -> String {
        let paid = reconciliation.paid.payments
        guard paid > 0 else { return "No payment is in the store yet." }
        let known = reconciliation.total(.matched).payments
        let share = Figure.share(UInt64(known), of: UInt64(paid))
        let matched =
            known == paid
            ? "All \(PageWords.number(paid)) payments have a click that they go back to"
            : "\(PageWords.number(known)) of \(PageWords.number(paid)) payments (\(share)) have a click "
                + "that they go back to"
        guard let drops = reconciliation.probableDrops?.total.payments else { return matched + "." }
        return drops == 0
            ? matched + "; none was probably dropped."
            : matched + "; \(PageWords.number(drops)) probably lost theirs on the way."
    }

    private static func figures(_ reconciliation: Reconciliation) -> [[String: Any]] {
        let paid = UInt64(reconciliation.paid.payments)
        func figure(_ name: String, _ total: PaymentTotal, loses: Bool = false) -> [String: Any] {
            let revenue = total.revenue.prefix(2).map { ReconciliationTotals.text($0) }.joined(separator: ", ")
            let more = total.revenue.count > 2 ? ", …" : ""
            let share = name == "paid" ? "" : Figure.share(UInt64(total.payments), of: paid) + " "
            return [
                "name": name, "count": PageWords.number(total.payments), "note": share + revenue + more,
                "loses": loses && total.payments > 0,
            ]
        }
        var figures = [
            figure("paid", reconciliation.paid), figure("reference clicked", reconciliation.total(.matched)),
            figure("reference never seen", reconciliation.total(.unknownReference)),
            figure("no reference", reconciliation.total(.noReference)),
        ]
        if let drops = reconciliation.probableDrops {
            figures.append(figure("probably dropped", drops.total, loses: true))
        }
        return figures
    }
}
