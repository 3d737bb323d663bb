/// Which columns of a W3C extended log hold the fields that are wanted, as a `#Fields` line says.
struct W3CColumns: Sendable {
    /// Fields of the layout, wanted or not.
    private(set) var fieldCount = 0
    /// Wanted fields, by column.
    private var wanted = InlineArray<16, UInt8>(repeating: 0)
    private var columns = InlineArray<16, Int>(repeating: .max)
    private var wantedCount = 0

    init() {}

    /// The layout that the names in `range` of `bytes` give; names are case-sensitive and separated by white space.
    /// O(range).
    ///
    /// - Parameter lastCounts: Which of two columns of one name is read: the last, or else the first.
    init(names bytes: RawSpan, _ range: Range<Int>, lastCounts: Bool) {
        var rest = range
        while let word = bytes.firstWord(in: rest) {
            if let field = W3CField.allCases.first(where: { bytes.spells($0.name, word) }) {
                note(field.rawValue, column: fieldCount, lastCounts)
            }
            fieldCount += 1
            rest = word.upperBound..<range.upperBound
        }
    }

    /// The column of `field`, or nil where the layout has none.
    func column(of field: W3CField) -> Int? {
        for index in 0..<wantedCount where wanted[index] == field.rawValue { return columns[index] }
        return nil
    }

    private mutating func note(_ field: UInt8, column: Int, _ lastCounts: Bool) {
        for index in 0..<wantedCount where wanted[index] == field {
            guard lastCounts else { return }
            for later in index..<wantedCount - 1 {
                wanted[later] = wanted[later + 1]
                columns[later] = columns[later + 1]
            }
            wantedCount -= 1
            break
        }
        wanted[wantedCount] = field
        columns[wantedCount] = column
        wantedCount += 1
    }

    /// Cuts `line` at every `separator` and notes the cells of wanted fields. O(line).
    ///
    /// - Returns: The number of cells; where `stopsEarly`, no more are counted than one behind the last wanted one.
    @inline(__always)
    func cut(
        _ bytes: RawSpan, _ line: Range<Int>, at separator: UInt8, stopsEarly: Bool, into cells: inout W3CCells
    ) -> Int {
        cells.removeAll()
        var next = 0
        var count = 0
        var start = line.lowerBound
        while true {
            let end = bytes.firstIndex(of: separator, from: start, to: line.upperBound)
            if next < wantedCount, columns[next] == count {
                cells.set(wanted[next], start..<end)
                next &+= 1
            }
            count &+= 1
            guard end < line.upperBound else { return count }
            if stopsEarly, next == wantedCount { return count &+ 1 }
            start = end &+ 1
        }
    }

    /// As `cut` at spaces, of which several count as one, where a cell may stand in double quotes and have spaces in it.
    /// O(line).
    @inline(never)
    func cutQuoted(_ bytes: RawSpan, _ line: Range<Int>, into cells: inout W3CCells) -> Int {
        cells.removeAll()
        var next = 0
        var count = 0
        var index = line.lowerBound
        while index < line.upperBound {
            guard bytes.byte(at: index) != UInt8(ascii: " ") else {
                index += 1
                continue
            }
            let cell = Self.cell(bytes, from: index, to: line.upperBound)
            if next < wantedCount, columns[next] == count {
                cells.set(wanted[next], cell.range)
                next += 1
            }
            count += 1
            index = cell.next
        }
        return count
    }

    private static func cell(_ bytes: RawSpan, from start: Int, to end: Int) -> (range: Range<Int>, next: Int) {
        if bytes.byte(at: start) == UInt8(ascii: "\"") {
            var quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: start + 1, to: end)
            while quote < end, quote + 1 < end, bytes.byte(at: quote + 1) != UInt8(ascii: " ") {
                quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: quote + 1, to: end)
            }
            if quote < end { return (start + 1..<quote, quote + 1) }
        }
        let space = bytes.firstIndex(of: UInt8(ascii: " "), from: start, to: end)
        return (start..<space, space)
    }
}
