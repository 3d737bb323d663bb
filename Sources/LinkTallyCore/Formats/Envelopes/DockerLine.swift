/// The usual line of docker's json-file, opened in one pass: `{"log":"...\n","stream":"stdout","time":"..."}`.
///
/// Docker's own writer puts the keys in this order, and servers' lines have quotes and backslashes to escape and little else.
/// `EnvelopeLayer.openJSON` reads all other lines, and would say the same of these at more than twice the cost.
enum DockerLine {
    /// Appends the text of `line` to `target`, escapes undone, without its line feed; false, and nothing appended, where the
    /// line is not the usual one. O(line).
    @inline(__always)
    static func open(
        _ bytes: RawSpan, _ line: Range<Int>, _ clock: inout EnvelopeClock, into target: inout ScratchBuffer
    ) -> Bool {
        // The shortest of these lines has more bytes.
        guard line.count > 64, bytes.spellsWord(#"{"log":""#, at: line.lowerBound) else { return false }
        let start = target.count
        guard let quote = appendText(bytes, line.lowerBound &+ 8, line.upperBound, to: &target),
            isRest(bytes, quote &+ 1, line.upperBound, &clock)
        else {
            target.truncate(to: start)
            return false
        }
        return true
    }

    /// Appends the text up to its line feed, behind which the quote must stand whose place is returned.
    @inline(__always)
    private static func appendText(
        _ bytes: RawSpan, _ start: Int, _ end: Int, to target: inout ScratchBuffer
    ) -> Int? {
        // An escape for colours in front is no part of the line.
        guard bytes.byte(at: start) != 0x1B else { return nil }
        var index = start
        while true {
            let mark = bytes.firstIndex(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: index, to: end)
            guard mark &+ 2 < end, bytes.byte(at: mark) == UInt8(ascii: "\\") else { return nil }
            target.append(bytes, index..<mark)
            let escape = bytes.byte(at: mark &+ 1)
            index = mark &+ 2
            if escape == UInt8(ascii: "\"") || escape == UInt8(ascii: "\\") || escape == UInt8(ascii: "/") {
                target.append(escape)
            } else {
                return escape == UInt8(ascii: "n") && bytes.byte(at: index) == UInt8(ascii: "\"") ? index : nil
            }
        }
    }

    /// Whether stream and time stand at `start`, and nothing behind them.
    @inline(__always)
    private static func isRest(_ bytes: RawSpan, _ start: Int, _ end: Int, _ clock: inout EnvelopeClock) -> Bool {
        guard start &+ 28 < end, bytes.spellsWord(#","stream"#, at: start) else { return false }
        let isStream =
            bytes.spellsWord(#"":"stdou"#, at: start &+ 8) && bytes.spellsWord(#"t","time"#, at: start &+ 16)
            || bytes.spellsWord(#"":"stder"#, at: start &+ 8) && bytes.spellsWord(#"r","time"#, at: start &+ 16)
        guard isStream, bytes.spells(#"":""#, start &+ 24..<start &+ 27),
            let time = clock.endOfISO(bytes, start &+ 27, end)
        else { return false }
        return time &+ 2 == end && bytes.byte(at: time) == UInt8(ascii: "\"")
            && bytes.byte(at: time &+ 1) == UInt8(ascii: "}")
    }
}
