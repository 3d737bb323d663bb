import LinkTallyPayments

/// The report as one JSON object of the schema `linktally-reconcile/1`; amounts are gross and in the currency's smallest unit,
/// `value` is the same with the currency's digits.
struct ReconciliationJSON: ReconciliationRenderer {
    static let name = "json"

    func render(
        _ reconciliation: Reconciliation, _ lists: any ReconciliationLists, top: Int?, to writer: inout ByteWriter
    ) throws {
        var json = JSONWriter()
        try json.open("{", to: &writer)
        try json.member("schema", "linktally-reconcile/1", to: &writer)
        try json.member("livemode", reconciliation.isLive, to: &writer)
        try json.member("attribution", reconciliation.attribution.rawValue, to: &writer)
        try json.member("revenue", "gross", to: &writer)
        try json.member("refunds", "not seen", to: &writer)
        try inputs(reconciliation, &json, &writer)
        try totals(reconciliation, &json, &writer)
        try references(reconciliation, &json, &writer)
        try drops(reconciliation, top, &json, &writer)
        for (dimension, list) in [(RevenueDimension.campaign, "campaigns"), (.source, "sources"), (.link, "links")] {
            try revenue(lists, dimension, list, top, &json, &writer)
        }
        try repeated(lists, top, &json, &writer)
        try json.close("}", to: &writer)
        try writer.write("\n")
    }

    private func inputs(_ reconciliation: Reconciliation, _ json: inout JSONWriter, _ writer: inout ByteWriter) throws {
        try json.name("inputs", to: &writer)
        try json.open("[", to: &writer)
        for input in reconciliation.inputs {
            try json.openEntry(to: &writer)
            try json.member("name", input.name, to: &writer)
            try json.member("container", input.container, to: &writer)
            try json.member("bytes", input.bytes, to: &writer)
            try json.member("events", input.counts.events, to: &writer)
            try json.member("error", input.error, to: &writer)
            try json.member("warning", input.warning, to: &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
        let events = reconciliation.events
        try json.member(
            "events",
            [
                "total": events.events,
                "counted": events.counted,
                "replayed": events.replayed,
                "other_mode": events.otherMode,
                "other_objects": events.otherObjects,
                "malformed": events.malformed,
            ], to: &writer)
    }

    private func totals(_ reconciliation: Reconciliation, _ json: inout JSONWriter, _ writer: inout ByteWriter) throws {
        try json.name("payments", to: &writer)
        try json.open("{", to: &writer)
        try json.name("paid", to: &writer)
        try json.open("{", to: &writer)
        try total(reconciliation.paid, &json, &writer)
        try json.close("}", to: &writer)
        for category in PaymentCategory.allCases {
            try json.name(category.name, to: &writer)
            try json.open("{", to: &writer)
            if category.isPaid {
                try total(reconciliation.total(category), &json, &writer)
            } else {
                try json.member("payments", reconciliation.total(category).payments, to: &writer)
            }
            try json.close("}", to: &writer)
        }
        try json.close("}", to: &writer)
    }

    private func references(
        _ reconciliation: Reconciliation, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws {
        try json.name("references", to: &writer)
        try json.open("{", to: &writer)
        try json.member("clicked", reconciliation.clickedReferences, to: &writer)
        try json.member("clicked_and_paid", reconciliation.paidReferences, to: &writer)
        try json.member("clicked_not_paid", reconciliation.unpaidReferences, to: &writer)
        try json.name("paid_more_than_once", to: &writer)
        try json.open("{", to: &writer)
        try json.member("references", reconciliation.repeatedReferences, to: &writer)
        try total(reconciliation.repeated, &json, &writer)
        try json.close("}", to: &writer)
        try json.close("}", to: &writer)
    }

    private func drops(
        _ reconciliation: Reconciliation, _ top: Int?, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws {
        // What would have to be given for what is null.
        try json.name("missing", to: &writer)
        try json.open("[", to: &writer)
        if reconciliation.probableDrops == nil { try json.element("--links", to: &writer) }
        try json.close("]", to: &writer)
        guard let drops = reconciliation.probableDrops else {
            return try json.member("probable_drops", nil as String?, to: &writer)
        }
        try json.name("probable_drops", to: &writer)
        try json.open("{", to: &writer)
        try total(drops.total, &json, &writer)
        try json.member("payment_link_not_listed", drops.unlisted, to: &writer)
        try json.member("no_payment_link", drops.withoutPaymentLink, to: &writer)
        try json.name("payment_links", to: &writer)
        try json.open("[", to: &writer)
        for drop in drops.drops.prefix(top ?? .max) {
            try json.openEntry(to: &writer)
            try json.member("payment_link", drop.paymentLink, to: &writer)
            try total(drop.total, &json, &writer)
            try json.member("clicks", drop.clicks, to: &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
        try json.close("}", to: &writer)
    }

    private func revenue(
        _ lists: any ReconciliationLists, _ dimension: RevenueDimension, _ list: String, _ top: Int?,
        _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws {
        try json.name(list, to: &writer)
        try json.open("[", to: &writer)
        try lists.forEachRevenue(by: dimension, top: top) { row in
            try json.openEntry(to: &writer)
            try json.member(dimension.rawValue, row.value, to: &writer)
            try json.member("payments", row.payments, to: &writer)
            try money(row.revenue, &json, &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
    }

    private func repeated(
        _ lists: any ReconciliationLists, _ top: Int?, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws {
        try json.name("repeated_references", to: &writer)
        try json.open("[", to: &writer)
        try lists.forEachRepeatedReference(top: top) { row in
            try json.openEntry(to: &writer)
            try json.member("reference", row.reference, to: &writer)
            try total(row.total, &json, &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
    }

    /// The members of a total, within the object that is open.
    private func total(_ total: PaymentTotal, _ json: inout JSONWriter, _ writer: inout ByteWriter) throws {
        try json.member("payments", total.payments, to: &writer)
        try json.name("revenue", to: &writer)
        try json.open("[", to: &writer)
        for revenue in total.revenue {
            try json.open("{", to: &writer)
            try money(revenue, &json, &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
    }

    private func money(_ money: Money, _ json: inout JSONWriter, _ writer: inout ByteWriter) throws {
        try json.member("currency", money.currency.code, to: &writer)
        try json.member("amount", UInt64(money.amount), to: &writer)
        try json.member("value", money.plainText, to: &writer)
    }
}
