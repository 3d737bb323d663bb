import LinkTallyCore

/// As much of some bytes as a line has room for, around the one that a caret marks.
struct Excerpt {
    /// The text; an ellipsis stands where something was left out.
    let text: String
    /// Columns before the marked byte.
    let caret: Int

    /// The excerpt of at most `room` columns around the byte at `place`; `place` may be the end. O(room).
    init(_ bytes: [UInt8], at place: Int, room: Int) {
        // Nearly every value is short ASCII: it is shown whole, and a byte is a column.
        if bytes.count <= room, bytes.rawSpan.isPrintableASCII(bytes.indices) {
            text = String(decoding: bytes, as: UTF8.self)
            caret = place
            return
        }
        // The caret belongs under the first byte of a character.
        var place = place
        if place < bytes.count, let lead = bytes[max(0, place - 3)...place].lastIndex(where: { $0 & 0xC0 != 0x80 }),
            bytes[lead] >= 0xC0
        {
            place = lead
        }
        // A scalar that takes a column has at most four bytes. What is further away than that is not looked at; where there are
        // combining marks, which take no column, less is shown than the line has room for.
        let reach = 4 * room
        var start = max(0, place - reach)
        while start > 0, start < place, bytes[start] & 0xC0 == 0x80 { start += 1 }
        let end = min(bytes.count, place + reach)
        let front = TerminalCells(bytes[start..<place]).cells
        let back = TerminalCells(bytes[place..<end]).cells
        let all = front + back
        let columns = all.reduce(0) { $0 + $1.columns }
        guard columns > room || start > 0 || end < bytes.count else {
            text = all.reduce(into: "") { $0 += $1.text }
            caret = front.reduce(0) { $0 + $1.columns }
            return
        }
        // An ellipsis on each side takes a column. What the shorter side does not need goes to the other.
        let free = room - 2
        let frontColumns = front.reduce(0) { $0 + $1.columns }
        let backShare = min(columns - frontColumns, max(free - frontColumns, (free + 1) / 2))
        var (shownFront, first) = (0, front.count)
        while first > 0, shownFront + front[first - 1].columns <= free - backShare {
            first -= 1
            shownFront += front[first].columns
        }
        var (shownBack, last) = (0, 0)
        while last < back.count, shownBack + back[last].columns <= free - shownFront {
            shownBack += back[last].columns
            last += 1
        }
        let leadsIn = first > 0 || start > 0
        var result = leadsIn ? "…" : ""
        for cell in front[first...] + back[..<last] { result += cell.text }
        if last < back.count || end < bytes.count { result += "…" }
        text = result
        caret = shownFront + (leadsIn ? 1 : 0)
    }
}
