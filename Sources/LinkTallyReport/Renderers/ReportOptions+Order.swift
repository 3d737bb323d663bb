import LinkTallyCore

extension ReportOptions {
    /// Complete lists are ordered by key, shortened ones by hits.
    var order: RowOrder { top == nil ? .key : .hits }
}
