import LinkTallyCore
import LinkTallyPayments

/// One line a payment, by session id, then one a reference that was clicked and not paid, each with the click that it belongs to.
/// `amount` is in the currency's smallest unit, `revenue` the same with the currency's digits; only what is paid has them.
/// `probable_drop` is empty where no list of payment links was given.
struct ReconciliationCSV: ReconciliationRenderer {
    static let name = "csv"

    private static let header = """
        session,category,time,repeated,probable_drop,reference,payment_link,amount,revenue,currency,\
        source,medium,campaign,term,content,link

        """

    func render(
        _ reconciliation: Reconciliation, _ lists: any ReconciliationLists, top: Int?, to writer: inout ByteWriter
    ) throws {
        try writer.write(Self.header)
        try lists.forEachRow { row in
            let isDrop = reconciliation.probableDrops == nil ? nil : row.isProbableDrop
            let flags = [row.isRepeated, isDrop].map { row.session == nil ? "" : $0.map { $0 ? "1" : "0" } ?? "" }
            let texts =
                [row.session ?? "", row.category?.name ?? "clicked_not_paid", row.second.map(UnixTime.text) ?? ""]
                + flags + [row.reference, row.paymentLink]
            let money = row.revenue.map { [String($0.amount), $0.plainText, $0.currency.code] } ?? ["", "", ""]
            let click = (row.codes ?? ["", "", "", "", ""]) + [row.link ?? ""]
            for (index, text) in (texts + money + click).enumerated() {
                if index > 0 { try writer.write(byte: UInt8(ascii: ",")) }
                // References of the logs and codes are of accepted bytes, which stand as they are.
                let bytes = Array(text.utf8)
                if bytes.allSatisfy(ValueAlphabet.contains) {
                    try CSVText.write(accepted: bytes.rawSpan, to: &writer)
                } else {
                    try CSVText.write(bytes.rawSpan, to: &writer)
                }
            }
            try writer.write("\n")
        }
    }
}
