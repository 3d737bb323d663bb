import LinkTallyReport

/// The words of the progress line.
enum ProgressText {
    /// Percent, speed, lines and the time left, where the size of the inputs is known; else what was read so far.
    static func line(seconds: Double, bytesRead: Int, totalBytes: Int?, bytesDecoded: Int, lines: Int) -> String {
        let speed = seconds > 0 ? Int(Double(bytesDecoded) / seconds / 1e6) : 0
        let rate = "\(Figure.grouped(speed)) MB/s  \(Figure.grouped(lines)) lines"
        guard let totalBytes, totalBytes > 0 else { return "\(Figure.grouped(bytesDecoded / 1_000_000)) MB  \(rate)" }
        let share = min(1, Double(bytesRead) / Double(totalBytes))
        let left = share > 0 ? Int((seconds * (1 - share) / share).rounded(.up)) : 0
        return "\(Int(share * 100))%  \(rate)" + (share > 0 ? "  \(clock(left)) left" : "")
    }

    private static func clock(_ seconds: Int) -> String {
        let (minutes, rest) = (seconds / 60, seconds % 60)
        return "\(minutes):\(rest < 10 ? "0" : "")\(rest)"
    }
}
