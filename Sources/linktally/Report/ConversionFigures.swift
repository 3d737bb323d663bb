import LinkTallyReport
import LinkTallyStore

/// The figures of conversions, in every table of them.
struct ConversionFigures {
    /// Whether those of the period before stand beside.
    let compares: Bool
    /// Whether the store has anything from before.
    var hasBefore = false

    var columns: [ReportTable.Column] {
        let now = [
            ReportTable.Column("hits"), ReportTable.Column("conversions"),
            ReportTable.Column("rate_percent", title: "rate"),
        ]
        guard compares else { return now }
        return now + [
            ReportTable.Column("hits_before", line: .before), ReportTable.Column("conversions_before", line: .before),
            ReportTable.Column("rate_percent_before", line: .before),
            ReportTable.Column("hits_change_percent", line: .change),
            ReportTable.Column("conversions_change_percent", line: .change),
            ReportTable.Column("rate_change_percent", line: .change),
        ]
    }

    func cells(_ counts: ConversionCounts) -> [TableCell] {
        let now: [TableCell] = [
            .count(counts.clicks), .count(counts.conversions), .rate(counts.conversions, of: counts.clicks),
        ]
        guard compares else { return now }
        let rate = TableCell.Rate(counts.conversions, of: counts.clicks)
        let rateBefore = TableCell.Rate(counts.conversionsBefore, of: counts.clicksBefore)
        return now + [
            .count(counts.clicksBefore), .count(counts.conversionsBefore),
            .rate(counts.conversionsBefore, of: counts.clicksBefore),
            .change(counts.clicks, from: hasBefore ? counts.clicksBefore : nil),
            .change(counts.conversions, from: hasBefore ? counts.conversionsBefore : nil),
            .rateChange(rate, from: hasBefore ? rateBefore : nil),
        ]
    }
}
