/// Numbers and shares as people read them.
package enum Figure {
    /// `1234567` as `1,234,567`.
    package static func grouped(_ number: UInt64) -> String {
        let digits = Array(String(number))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// The same for a number that is 0 or more.
    package static func grouped(_ number: Int) -> String { grouped(UInt64(number)) }

    /// A share in percent with one digit; nothing where there is no whole. A small share that is not zero never shows as
    /// `0.0%`, nor one that is not all as `100.0%`.
    static func share(_ part: UInt64, of whole: UInt64) -> String {
        guard whole > 0 else { return "" }
        guard part > 0 else { return "0%" }
        guard part < whole else { return "100%" }
        let tenths = min(max(Int((Double(part) * 1000 / Double(whole)).rounded()), 1), 999)
        return "\(tenths / 10).\(tenths % 10)%"
    }

    /// Bytes with a decimal unit: `302.1 MB`.
    package static func bytes(_ count: Int) -> String {
        let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)]
        for (unit, size) in units where count >= size {
            let tenths = count / (size / 10)
            return "\(grouped(tenths / 10)).\(tenths % 10) \(unit)"
        }
        return count == 1 ? "1 byte" : "\(count) bytes"
    }
}
