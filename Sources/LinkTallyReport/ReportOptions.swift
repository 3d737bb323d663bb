/// What a report shows.
package struct ReportOptions: Sendable {
    /// Entries of each list of values, attributions, rejections and links: those with the most hits; nil: all.
    package var top: Int?
    /// Whether rejected values, which can be personal data, are shown by their shape only.
    package var redactsRejected = false
    /// The time that the report is about; nil: all.
    package var period: ShownPeriod?
    /// The filters of the run, as they were given: `--status 2xx`.
    package var filters: [String] = []

    package init(top: Int? = nil, redactsRejected: Bool = false) {
        self.top = top
        self.redactsRejected = redactsRejected
    }
}
