import LinkTallyCore

/// As much of some bytes as a line has room for, around the one that a caret marks.
struct Excerpt {
    /// The text; an ellipsis stands where something was left out.
    let text: String
    /// Columns before the marked byte.
    let caret: Int

    /// The excerpt of at most `room` columns around the byte at `place`; `place` may be the end. O(room).
    init(_ bytes: [UInt8], at place: Int, room: Int) {
        // Nearly every value: shown as it is, a column a byte.
        if bytes.count <= room, bytes.rawSpan.isPrintableASCII(bytes.indices) {
            text = String(decoding: bytes, as: UTF8.self)
            caret = place
            return
        }
        // A mark stands under a whole character.
        var place = place
        if place < bytes.count, let lead = bytes[max(0, place - 3)...place].lastIndex(where: { $0 & 0xC0 != 0x80 }),
            bytes[lead] >= 0xC0
        {
            place = lead
        }
        // A column needs at most four bytes, a scalar that joins none: what is further away is not looked at.
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
        // Both sides may have an ellipsis; what the shorter side leaves goes to the other.
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
