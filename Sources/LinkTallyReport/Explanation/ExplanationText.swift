import LinkTallyCore

/// What the first lines of an input are, for people: each kind of line once, with carets under what was found in it.
package struct ExplanationText {
    private let explanation: Explanation
    /// The window.
    private let bytes: [UInt8]
    private var text = ""

    /// Columns of a line of the log that stand side by side.
    private static let columns = 100
    /// Names of formats that stand side by side.
    private static let namesShown = 4
    /// Bytes of a line of the log that are shown.
    private static let shownBytes = 2_000

    /// - Parameters:
    ///   - name: The input's, as messages have it.
    ///   - window: The lines that were explained.
    package static func text(_ explanation: Explanation, name: String, _ window: RawSpan) -> String {
        var writer = ExplanationText(explanation: explanation, bytes: explanation.opened ?? window.array)
        writer.write(TerminalText.escaped(name))
        return writer.text
    }

    private mutating func write(_ name: String) {
        let count = explanation.lineCount
        let looked = "\(Figure.grouped(count)) \(count == 1 ? "line" : "lines") looked at"
        guard count > 0 else {
            text += "\(name): no line but blank ones, or lines of more than 8 MiB\n"
            return
        }
        if let format = explanation.format {
            text += "\(name): \(format.name), \(looked)\n"
            if explanation.opened != nil { text += "Lines are shown without what stands around them.\n" }
            for example in explanation.examples { write(example) }
        } else {
            text += "\(name): no known format, \(looked)\n"
            if let shape = explanation.shape {
                text += "They have the shape of \(shape.name), and none has a request that would prove it.\n"
                text += "If they are of it: --format \(shape.name)\n"
            }
            if let document = explanation.document {
                text += "It is \(document.name). \(document.converter) FILE makes lines of it, one object each.\n"
            }
            writeCandidates()
        }
        writeKeys()
    }

    private mutating func write(_ example: Explanation.Example) {
        let (count, number) = (Figure.grouped(example.count), Figure.grouped(example.number))
        text += "\n\(count) \(Self.name(example.kind, example.count)), the first is line \(number):\n"
        var marks = example.parts.map { part in
            Mark(
                part.range,
                part.name.rawValue + (part.name == .time ? ", " + (example.time ?? "which cannot be read") : ""))
        }
        if let doubt = example.doubt { marks.append(Mark(doubt.place..<doubt.place, "needs \(doubt.expected)")) }
        write(example.line, marks)
        if example.kind == .request, example.time == nil, !example.parts.contains(where: { $0.name == .time }),
            explanation.format?.lacks.contains(.time) == false
        {
            text += "  no time stands where this format has it\n"
        }
    }

    private static func name(_ kind: LineKind, _ count: Int) -> String {
        switch kind {
        case .request: count == 1 ? "request" : "requests"
        case .noTarget: count == 1 ? "line without a request (no_target)" : "lines without a request (no_target)"
        case .malformed: count == 1 ? "malformed line" : "malformed lines"
        case .directive: count == 1 ? "line about the log" : "lines about the log"
        }
    }

    private mutating func writeCandidates() {
        if explanation.candidates.isEmpty, explanation.shape == nil {
            text +=
                "\nNo format comes close; one can be defined: --log-format and --json-keys (linktally formats).\n"
        }
        for candidate in explanation.candidates {
            let more = candidate.names.count - Self.namesShown
            let names =
                candidate.names.prefix(Self.namesShown).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
            let proofs = candidate.proofs > 0 ? ", as \(Figure.grouped(candidate.proofs)) others are" : ""
            text += "\nLine \(Figure.grouped(candidate.number)) is not of the format \(names)\(proofs):\n"
            write(
                candidate.line,
                [Mark(candidate.doubt.place..<candidate.doubt.place, "needs \(candidate.doubt.expected)")])
        }
    }

    private mutating func writeKeys() {
        guard let keys = explanation.jsonKeys else { return }
        text += "\nStrings that look like a request target:\n"
        for target in keys.targets.prefix(5) {
            text +=
                "  \(TerminalText.escaped(target.path)): \(TerminalText.excerpt(target.example[...], columns: 60))\n"
        }
        text += "Try: --json-keys '\(keys.argument)'\n"
    }

    /// Something to point at: a range, or a place where something is missing.
    private struct Mark {
        let range: Range<Int>
        let label: String

        init(_ range: Range<Int>, _ label: String) { (self.range, self.label) = (range, label) }
    }

    /// A line of the log in rows, and below each the marks that stand in it.
    private mutating func write(_ line: Range<Int>, _ marks: [Mark]) {
        let shown = line.prefix(Self.shownBytes)
        let marks = marks.sorted {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
        // A scalar is at most four bytes, and a row begins where one does.
        var start = shown.lowerBound
        repeat {
            var (row, end, columns) = ("", start, 0)
            var places: [Int] = []
            while end < shown.upperBound {
                var next = end + 1
                while next < shown.upperBound, bytes[next] & 0xC0 == 0x80, next - end < 4 { next += 1 }
                let cell = TerminalCells(bytes[end..<next])
                let width = cell.cells.reduce(0) { $0 + $1.columns }
                if columns + width > Self.columns, columns > 0 { break }
                places += Array(repeating: columns, count: next - end)
                row += cell.text
                (end, columns) = (next, columns + width)
            }
            let isLast = end == shown.upperBound
            text += "  \(row)\(isLast && shown.count < line.count ? "…" : "")\n"
            places.append(columns)
            for mark in marks where isMarked(mark, in: start..<end, isLast: isLast) {
                let first = places[max(mark.range.lowerBound, start) - start]
                let last = places[min(mark.range.upperBound, end) - start]
                let label = mark.range.lowerBound >= start ? " " + mark.label : ""
                text +=
                    "  " + String(repeating: " ", count: first) + String(repeating: "^", count: max(last - first, 1))
                text += "\(TerminalText.escaped(label))\n"
            }
            start = end
        } while start < shown.upperBound
        for mark in marks where mark.range.lowerBound > shown.upperBound {
            let place = mark.range.lowerBound - line.lowerBound + 1
            text += "  at byte \(Figure.grouped(place)): \(TerminalText.escaped(mark.label))\n"
        }
    }

    private func isMarked(_ mark: Mark, in row: Range<Int>, isLast: Bool) -> Bool {
        if mark.range.isEmpty {
            return row.contains(mark.range.lowerBound) || (isLast && mark.range.lowerBound == row.upperBound)
        }
        return mark.range.overlaps(row)
    }
}
