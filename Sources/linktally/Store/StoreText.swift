import LinkTallyCore
import LinkTallyStore

/// Times of a store as people read them.
enum StoreText {
    /// `2026-11-23T14`, an hour of UTC.
    static func hour(_ hour: Int64) -> String { StoreTime.text(ofHour: hour) }

    /// `2026-11-23T14:30:00Z`.
    static func second(_ second: Int64) -> String {
        let hour = (second - (second % 3600 + 3600) % 3600) / 3600
        let rest = second - hour * 3600
        return "\(StoreTime.text(ofHour: hour)):\(padded(rest / 60)):\(padded(rest % 60))Z"
    }

    private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
