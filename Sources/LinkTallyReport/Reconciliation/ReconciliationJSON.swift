import LinkTallyPayments

/// The report as one JSON object of the schema `linktally-reconcile/1`; amounts are gross and in the currency's smallest unit,
/// `value` is the same with the currency's digits.
struct ReconciliationJSON: ReconciliationRenderer {
    func render(
        _ reconciliation: Reconciliation, _ lists: any ReconciliationLists, top: Int?, to writer: inout ByteWriter
    ) throws {
        try writer.json { json in
            try json.object { json in
                try json.member("schema", "linktally-reconcile/1")
                try json.member("livemode", reconciliation.isLive)
                try json.member("attribution", reconciliation.attribution.rawValue)
                try json.member("revenue", "gross")
                try json.member("refunds", "not seen")
                try inputs(reconciliation.inputs, &json)
                try events(reconciliation.events, &json)
                try payments(reconciliation, &json)
                try references(reconciliation, &json)
                try drops(reconciliation.probableDrops, top, &json)
                try json.array("campaigns") { json in try revenue(by: .campaign, lists, top, &json) }
                try json.array("sources") { json in try revenue(by: .source, lists, top, &json) }
                try json.array("links") { json in try revenue(by: .link, lists, top, &json) }
                try json.array("repeated_references") { json in
                    try lists.forEachRepeatedReference(top: top) { row in
                        try json.entry { json in
                            try json.member("reference", row.reference)
                            try total(row.total, &json)
                        }
                    }
                }
            }
        }
        try writer.write("\n")
    }

    private func inputs(_ inputs: [EventInputSummary], _ json: inout JSONWriter) throws {
        try json.array("inputs") { json in
            for input in inputs {
                try json.entry { json in
                    try json.member("name", input.name)
                    try json.member("container", input.container)
                    try json.member("bytes", input.bytes)
                    try json.member("events", input.counts.events)
                    try json.member("error", input.error)
                    try json.member("warning", input.warning)
                }
            }
        }
    }

    private func events(_ events: EventCounts, _ json: inout JSONWriter) throws {
        try json.object("events") { json in
            try json.member("total", events.events)
            try json.member("counted", events.counted)
            try json.member("replayed", events.replayed)
            try json.member("other_mode", events.otherMode)
            try json.member("other_objects", events.otherObjects)
            try json.member("thin", events.thin)
            try json.member("malformed", events.malformed)
        }
    }

    private func payments(_ reconciliation: Reconciliation, _ json: inout JSONWriter) throws {
        try json.object("payments") { json in
            try json.object("paid") { json in try total(reconciliation.paid, &json) }
            for category in PaymentCategory.allCases {
                try json.name(category.name)
                try json.object { json in
                    if category.isPaid {
                        try total(reconciliation.total(category), &json)
                    } else {
                        try json.member("payments", reconciliation.total(category).payments)
                    }
                }
            }
        }
    }

    private func references(_ reconciliation: Reconciliation, _ json: inout JSONWriter) throws {
        try json.object("references") { json in
            try json.member("clicked", reconciliation.clickedReferences)
            try json.member("clicked_and_paid", reconciliation.paidReferences)
            try json.member("clicked_not_paid", reconciliation.unpaidReferences)
            try json.object("paid_more_than_once") { json in
                try json.member("references", reconciliation.repeatedReferences)
                try total(reconciliation.repeated, &json)
            }
        }
    }

    private func drops(_ drops: ProbableDrops?, _ top: Int?, _ json: inout JSONWriter) throws {
        // The option that would have to be given for what is null.
        try json.array("missing") { json in if drops == nil { try json.value("--links") } }
        guard let drops else { return try json.null("probable_drops") }
        try json.object("probable_drops") { json in
            try total(drops.total, &json)
            try json.member("payment_link_not_listed", drops.unlisted)
            try json.member("no_payment_link", drops.withoutPaymentLink)
            try json.array("payment_links") { json in
                for drop in drops.drops.prefix(top ?? .max) {
                    try json.entry { json in
                        try json.member("payment_link", drop.paymentLink)
                        try total(drop.total, &json)
                        try json.member("clicks", drop.clicks)
                    }
                }
            }
        }
    }

    private func revenue(
        by dimension: RevenueDimension, _ lists: any ReconciliationLists, _ top: Int?, _ json: inout JSONWriter
    ) throws {
        try lists.forEachRevenue(by: dimension, top: top) { row in
            try json.entry { json in
                try json.name(dimension.rawValue)
                try json.value(row.value)
                try json.member("payments", row.payments)
                try money(row.revenue, &json)
            }
        }
    }

    /// The members of a total, within the object that is open.
    private func total(_ total: PaymentTotal, _ json: inout JSONWriter) throws {
        try json.member("payments", total.payments)
        try json.array("revenue") { json in
            for revenue in total.revenue { try json.object { json in try money(revenue, &json) } }
        }
    }

    private func money(_ money: Money, _ json: inout JSONWriter) throws {
        try json.member("currency", money.currency.code)
        try json.member("amount", UInt64(money.amount))
        try json.member("value", money.plainText)
    }
}
