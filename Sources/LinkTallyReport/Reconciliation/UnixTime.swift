import LinkTallyCore

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
