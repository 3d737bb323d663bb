import LinkTallyCore
import LinkTallyPayments

/// One line a payment, by session id, then one a reference that was clicked and not paid, each with the click that it belongs to.
/// `amount` is in the currency's smallest unit, `revenue` the same with the currency's digits; only what is paid has them.
/// `probable_drop` is empty where no list of payment links was given.
struct ReconciliationCSV: ReconciliationRenderer {
    private static let header = """
        session,category,time,repeated,probable_drop,reference,payment_link,amount,revenue,currency,\
        source,medium,campaign,term,content,link

        """

    func render(
        _ reconciliation: Reconciliation, _ lists: any ReconciliationLists, top: Int?, to writer: inout ByteWriter
    ) throws {
        try writer.write(Self.header)
        let isDropKnown = reconciliation.probableDrops != nil
        try lists.forEachRow { row in
            let isPayment = row.session != nil
            try cell(row.session, to: &writer, isFirst: true)
            try cell(row.category?.name ?? "clicked_not_paid", to: &writer)
            try cell(row.second.map(UnixTime.text), to: &writer)
            try cell(isPayment ? row.isRepeated ? "1" : "0" : nil, to: &writer)
            try cell(isPayment && isDropKnown ? row.isProbableDrop ? "1" : "0" : nil, to: &writer)
            try cell(row.reference, to: &writer)
            try cell(row.paymentLink, to: &writer)
            try number(row.revenue.map { String($0.amount) }, to: &writer)
            try number(row.revenue?.plainText, to: &writer)
            try cell(row.revenue?.currency.code, to: &writer)
            for index in 0..<Parameter.utmCodes.count { try cell(row.codes?[index], to: &writer) }
            try cell(row.link, to: &writer)
            try writer.write("\n")
        }
    }

    /// Writes a number of our own, whose sign is no formula, and the comma before it; nil is an empty cell.
    private func number(_ text: String?, to writer: inout ByteWriter) throws {
        try writer.write(byte: UInt8(ascii: ","))
        try writer.write(text ?? "")
    }

    /// Writes a cell and the comma before it; nil is an empty one.
    private func cell(_ text: String?, to writer: inout ByteWriter, isFirst: Bool = false) throws {
        if !isFirst { try writer.write(byte: UInt8(ascii: ",")) }
        guard let text, !text.isEmpty else { return }
        // References of the logs and codes have accepted bytes only, and stand as they are.
        if text.utf8.allSatisfy(ValueAlphabet.contains) {
            try writer.write(text)
        } else {
            try CSVText.write(Array(text.utf8).rawSpan, to: &writer)
        }
    }
}

/// Unix seconds as people read them.
enum UnixTime {
    /// Hours from 0001-01-01T00 to 1970-01-01T00.
    private static let epochHour: Int64 = 719_162 * 24

    /// `YYYY-MM-DDTHH:MM:SSZ`; `unknown` for years before 1 or behind 9999.
    static func text(_ second: Int64) -> String {
        let hour = second >= 0 ? second / 3600 : (second + 1) / 3600 - 1
        let inHour = Int(second - hour * 3600)
        guard let rawValue = Int32(exactly: hour + epochHour), UTCHour.range.contains(rawValue) else {
            return "unknown"
        }
        return UTCHour(rawValue: rawValue).text + ":\(padded(inHour / 60)):\(padded(inHour % 60))Z"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
