/// Statuses that count: `2xx,304,400-404`.
package struct StatusSet: Sendable {
    private var contained = [Bool](repeating: false, count: Int(LocatedRequest.statusLimit) + 1)

    /// Reads statuses, classes (`2xx`) and ranges (`400-404`), separated by commas; nil where one is none. O(text).
    package init?(_ text: String) {
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let range = Self.range(part) else { return nil }
            for status in range { contained[status] = true }
        }
    }

    /// Whether `status` counts; one that is unknown (0) never does. O(1).
    @inline(__always)
    func contains(_ status: UInt16) -> Bool { contained[Int(status)] }

    private static func range(_ text: Substring) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        if ends.count == 2 {
            guard let low = status(ends[0]), let high = status(ends[1]), low <= high else { return nil }
            return low...high
        }
        if text.count == 3, text.hasSuffix("xx"), let digit = text.first?.wholeNumberValue, 1...9 ~= digit {
            return digit * 100...digit * 100 + 99
        }
        return status(text).map { $0...$0 }
    }

    private static func status(_ text: Substring) -> Int? {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let status = Int(text), status >= 100
        else { return nil }
        return status
    }
}
