/// The words of the progress line.
enum ProgressText {
    /// Percent, speed, lines and the time left, where the size of the inputs is known; else what was read so far.
    static func line(seconds: Double, bytesRead: Int, totalBytes: Int?, bytesDecoded: Int, lines: Int) -> String {
        let speed = seconds > 0 ? Int(Double(bytesDecoded) / seconds / 1e6) : 0
        let rate = "\(grouped(speed)) MB/s  \(grouped(lines)) lines"
        guard let totalBytes, totalBytes > 0 else { return "\(grouped(bytesDecoded / 1_000_000)) MB  \(rate)" }
        let share = min(1, Double(bytesRead) / Double(totalBytes))
        let left = share > 0 ? Int((seconds * (1 - share) / share).rounded(.up)) : 0
        return "\(Int(share * 100))%  \(rate)" + (share > 0 ? "  \(clock(left)) left" : "")
    }

    /// `1234567` as `1,234,567`.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, digit != "-", (digits.count - index) % 3 == 0, digits[index - 1] != "-" { text.append(",") }
            text.append(digit)
        }
        return text
    }

    private static func clock(_ seconds: Int) -> String {
        let (minutes, rest) = (seconds / 60, seconds % 60)
        return "\(minutes):\(rest < 10 ? "0" : "")\(rest)"
    }
}
