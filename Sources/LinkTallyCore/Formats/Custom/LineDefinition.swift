/// A definition of a custom format in the shape in which lines are read by it.
struct LineDefinition: Sendable {
    /// The literals, one behind the other.
    let literals: [UInt8]
    /// Fields up to the last one that says something.
    let steps: [FieldStep]
    /// How the parts of the time are written, in the order of their fields.
    let times: [TimePattern]
    /// Minutes and seconds, where `times` say them: a line that lacks them has no time, and none at the full hour.
    let neededParts: TimePartSet
    /// Whether `Z` stands behind the time in every line, which is the zone then.
    let assumesUTC: Bool
    /// How many of them are read of every line.
    let readCount: Int
    /// The literal behind the last step; empty at the end of the line.
    let closing: Range<Int>
    let escapes: FieldEscapes
    /// The fields that target, query and host are taken from, one bit each.
    let textFields: UInt16
    /// Which field the target is taken from.
    let source: TargetSource

    /// Where several fields have it, the first of these counts.
    enum TargetSource: Sendable { case request, hostAndTarget, target, query }

    /// O(definition).
    init(_ definition: Definition) {
        var literals: [UInt8] = []
        var steps: [FieldStep] = []
        var times: [TimePattern] = []
        var assumesUTC = false
        var isRead: Set<FieldMeaning> = []
        var before = 0..<0
        let parts = definition.parts
        let end = (parts.lastIndex { $0.meaning?.saysSomething ?? false } ?? 0) + 1
        var readCount = 0
        for index in 0..<end {
            guard let meaning = parts[index].meaning else {
                before = literals.count..<literals.count + parts[index].literal.count
                literals += parts[index].literal
                continue
            }
            let next = index + 1 < parts.count ? parts[index + 1].literal : []
            let following = index + 2 < parts.count ? parts[index + 2].meaning : nil
            if var time = parts[index].time {
                if let byte = next.first { time.setNext(byte) }
                times.append(time)
                assumesUTC =
                    assumesUTC
                    || next.first == UInt8(ascii: "Z") && !next.dropFirst().prefix(1).contains(where: \.isLetter)
            }
            steps.append(
                FieldStep(
                    // Of several fields that say the same the first one counts.
                    meaning: isRead.insert(meaning).inserted ? meaning : .other,
                    ending: Self.ending(meaning, before: next, following, definition.escapes), literal: before,
                    time: parts[index].time == nil ? nil : times.count - 1))
            before = literals.count..<literals.count
            if meaning.isWanted { readCount = steps.count }
        }
        let last = end < parts.count ? parts[end].literal : []
        closing = literals.count..<literals.count + last.count
        literals += last
        (self.literals, self.steps, self.times, escapes) = (literals, steps, times, definition.escapes)
        neededParts = times.reduce(TimePartSet()) { $0.union($1.says) }.intersection([.minute, .second])
        self.assumesUTC = assumesUTC
        self.readCount = readCount
        textFields = [FieldMeaning.request, .target, .hostAndTarget, .path, .query, .host]
            .reduce(0) { $0 | 1 << UInt16($1.rawValue) }
        source =
            isRead.contains(.request)
            ? .request : isRead.contains(.hostAndTarget) ? .hostAndTarget : isRead.contains(.target) ? .target : .query
    }

    /// The literal behind step `number`. O(1).
    @inline(__always)
    func literal(behind number: Int) -> Range<Int> {
        number &+ 1 < steps.count ? steps[number &+ 1].literal : closing
    }

    private static func ending(
        _ meaning: FieldMeaning, before literal: [UInt8], _ following: FieldMeaning?, _ escapes: FieldEscapes
    ) -> FieldStep.Ending {
        if meaning == .localTime { return .ofLocalTime }
        guard let first = literal.first else { return .atLineEnd }
        if first == UInt8(ascii: "\"") {
            switch escapes {
            case .backslash: return .atQuote
            case .json: return .atJSONQuote
            case .none: return literal == Array("\" ".utf8) && following == .status ? .atQuoteBeforeStatus : .atLiteral
            }
        }
        return first == UInt8(ascii: " ") && escapes == .backslash ? .atSpace : .atLiteral
    }
}

/// One field of a custom format, and the literal before it.
struct FieldStep: Sendable {
    /// How the end of the field is found.
    enum Ending: Sendable {
        /// It is as long as the time in the common log format.
        case ofLocalTime
        /// At a quote that is not escaped with a backslash.
        case atQuote
        /// At the quote that ends a JSON string.
        case atJSONQuote
        /// At the first quote that a status follows: nothing is escaped.
        case atQuoteBeforeStatus
        /// At a space; no other white space may stand in the field.
        case atSpace
        /// Where the next literal stands.
        case atLiteral
        /// At the end of the line.
        case atLineEnd
    }

    let meaning: FieldMeaning
    /// How the end of the field is found; of a time, where its pattern did not write it.
    let ending: Ending
    /// The literal before the field, in `LineDefinition.literals`; may be empty.
    let literal: Range<Int>
    /// Which of `LineDefinition.times` says where the field ends.
    var time: Int?
}
