/// A custom format: fields from left to right, with literals between them, up to the last one that is read.
///
/// A line is malformed where a literal does not stand where it should. Where a field in quotes is missing, a bare dash may
/// stand in its place, as some loggers write it.
struct DefinedFormat: LineFormat {
    private let definition: LineDefinition
    private var fields = InlineArray<16, Range<Int>>(repeating: 0..<0)
    /// The fields in which something is escaped, one bit each.
    private var escaped: UInt16 = 0
    /// Where reading went on to, and the bytes of the next literal that were passed over already.
    private var rest = (index: 0, passed: 0)
    private var clock = CLFClock(isQuoted: false)
    private var isoClock = ISOClock(allowsSlashes: true)
    /// What the fields of the line say of its time, part by part, and whether one of them is the time as a whole.
    private var parts = TimeParts()
    private var hasOtherLocalTime = false

    var assumedZone: AssumedZone? {
        get { isoClock.assumed }
        set { isoClock.assumed = newValue ?? .utc }
    }

    init(_ definition: LineDefinition) { self.definition = definition }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard cut(bytes, line), readTime(bytes, into: &request, unescaped: &unescaped) else { return .malformed }
        request.status = StatusField.status(in: bytes, field: self[.status])
        request.isUnescaped = escaped & definition.textFields != 0
        guard request.isUnescaped else { return setTarget(in: bytes, of: &request) }
        undoEscapes(bytes, into: &unescaped)
        return setTarget(in: unescaped.bytes, of: &request)
    }

    /// Sets target, query and host from the fields, all of which stand in `bytes`, and says whether there is a target.
    @inline(__always)
    private func setTarget(in bytes: RawSpan, of request: inout LocatedRequest) -> LineKind {
        request.host = bytes.saysNothing(self[.host]) ? nil : self[.host]
        request.isHostUnescaped = request.isUnescaped
        request.query = nil
        switch definition.source {
        case .request:
            guard let target = RequestLine.target(in: bytes, self[.request]) else { return .noTarget }
            request.target = target
        case .target:
            let (kind, target) = TargetField.target(in: bytes, bytes.trimmingWhiteSpace(self[.target]))
            request.target = target
            return kind
        case .hostAndTarget:
            let field = self[.hostAndTarget]
            let slash = bytes.firstIndex(of: UInt8(ascii: "/"), from: field.lowerBound, to: field.upperBound)
            let host = field.lowerBound..<slash
            request.host = bytes.saysNothing(host) ? nil : host
            request.target = slash..<field.upperBound
            return slash < field.upperBound ? .request : .noTarget
        case .query:
            request.target = bytes.saysNothing(self[.path]) ? 0..<0 : self[.path]
            request.query = query(in: bytes)
            return request.target.isEmpty || TargetField.isTarget(bytes, request.target) ? .request : .malformed
        }
        return .request
    }

    /// The query field without its question mark.
    @inline(__always)
    private func query(in bytes: RawSpan) -> Range<Int> {
        let field = self[.query]
        if bytes.saysNothing(field) { return 0..<0 }
        return bytes.byte(at: field.lowerBound) == UInt8(ascii: "?") ? field.dropFirst() : field
    }

    /// Copies the fields that `setTarget` looks at to `unescaped`, their escapes undone.
    @inline(never)
    private mutating func undoEscapes(_ bytes: RawSpan, into unescaped: inout ScratchBuffer) {
        var rest = definition.textFields
        while rest != 0 {
            let field = rest.trailingZeroBitCount
            let range = fields[field]
            let start = unescaped.count
            if escaped >> UInt16(field) & 1 == 0 {
                unescaped.append(bytes, range)
                fields[field] = start..<unescaped.count
            } else if definition.escapes == .json {
                fields[field] = LocatedJSON(kind: .escapedString, range: range).undoEscapes(in: bytes, into: &unescaped)
            } else {
                fields[field] = LogEscapes.undo(in: bytes, range, into: &unescaped)
            }
            rest &= rest &- 1
        }
    }

    private subscript(meaning: FieldMeaning) -> Range<Int> {
        @inline(__always) get { fields[Int(meaning.rawValue)] }
    }

    /// Notes where the fields of `line` stand; false where a literal is missing. O(line).
    @inline(__always)
    private mutating func cut(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
        fields = InlineArray(repeating: 0..<0)
        escaped = 0
        rest = (line.lowerBound, 0)
        if hasOtherLocalTime || !definition.times.isEmpty {
            parts = TimeParts()
            hasOtherLocalTime = false
        }
        guard read(0..<definition.readCount, bytes, line.upperBound) else { return false }
        var literal = definition.literal(behind: definition.readCount &- 1)
        literal = literal.lowerBound &+ rest.passed..<literal.upperBound
        return endOfLiteral(literal, bytes, rest.index, line.upperBound) != nil
    }

    /// Notes where the fields of `steps` stand, from the place where reading stopped; false where a literal is missing.
    @inline(__always)
    private mutating func read(_ steps: Range<Int>, _ bytes: RawSpan, _ end: Int) -> Bool {
        var (index, passed) = rest
        for number in steps {
            let step = definition.steps[number]
            let literal = step.literal.lowerBound &+ passed..<step.literal.upperBound
            passed = 0
            guard let start = endOfLiteral(literal, bytes, index, end) else {
                guard let dash = endOfBareDash(step, literal, bytes, index, end) else { return false }
                index = dash
                passed = 1
                continue
            }
            if let time = step.time, let timeEnd = readTimePart(time, number, bytes, start..<end) {
                fields[Int(step.meaning.rawValue)] = start..<timeEnd
                index = timeEnd
                continue
            }
            guard let (fieldEnd, hasEscapes) = endOfField(number, step.ending, bytes, start, end) else { return false }
            fields[Int(step.meaning.rawValue)] = start..<fieldEnd
            escaped |= (hasEscapes ? 1 : 0) &<< UInt16(step.meaning.rawValue)
            index = fieldEnd
        }
        rest = (index, passed)
        return true
    }

    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        guard read(definition.readCount..<definition.steps.count, bytes, line.upperBound) else { return nil }
        let range = self[.userAgent]
        guard definition.escapes == .json, escaped &>> UInt16(FieldMeaning.userAgent.rawValue) & 1 == 1 else {
            return LocatedField(range: range)
        }
        let plain = LocatedJSON(kind: .escapedString, range: range).undoEscapes(in: bytes, into: &unescaped)
        return LocatedField(range: plain, isUnescaped: true)
    }

    /// The place behind a literal that stands at `start`; nil where it does not. O(literal).
    @inline(__always)
    private func endOfLiteral(_ literal: Range<Int>, _ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard start &+ literal.count <= end else { return nil }
        for offset in 0..<literal.count
        where bytes.byte(at: start &+ offset) != definition.literals[literal.lowerBound &+ offset] { return nil }
        return start &+ literal.count
    }

    /// Reads the part of the time that begins at `field`, and returns where it ends; nil where it is none. Brackets around it
    /// that the definition does not have are passed over.
    @inline(never)
    private mutating func readTimePart(_ time: Int, _ number: Int, _ bytes: RawSpan, _ field: Range<Int>) -> Int? {
        var end = definition.times[time].read(bytes, field, into: &parts)
        if end == nil, !field.isEmpty, bytes.byte(at: field.lowerBound) == UInt8(ascii: "[") {
            end = definition.times[time].read(bytes, field.dropFirst(), into: &parts)
        }
        guard let end, end < field.upperBound, bytes.byte(at: end) == UInt8(ascii: "]") else { return end }
        let literal = definition.literal(behind: number)
        return literal.isEmpty || definition.literals[literal.lowerBound] == UInt8(ascii: "]") ? end : end + 1
    }

    /// The end of a time as the common log format has it, but with a fraction or without a zone.
    @inline(never)
    private mutating func endOfOtherLocalTime(_ bytes: RawSpan, _ field: Range<Int>) -> Int? {
        guard self[.localTime].isEmpty else {
            // Of several the first one counts.
            var others = TimeParts()
            return TimePattern.localTime.read(bytes, field, into: &others)
        }
        hasOtherLocalTime = true
        return TimePattern.localTime.read(bytes, field, into: &parts)
    }

    /// The place behind a dash that stands for a field and its quotes.
    @inline(never)
    private func endOfBareDash(
        _ step: FieldStep, _ literal: Range<Int>, _ bytes: RawSpan, _ start: Int, _ end: Int
    ) -> Int? {
        guard step.ending == .atQuote || step.ending == .atQuoteBeforeStatus, !literal.isEmpty,
            definition.literals[literal.upperBound - 1] == UInt8(ascii: "\""),
            let dash = endOfLiteral(literal.dropLast(), bytes, start, end), dash < end,
            bytes.byte(at: dash) == UInt8(ascii: "-")
        else { return nil }
        return dash + 1
    }

    @inline(__always)
    private mutating func endOfField(
        _ number: Int, _ ending: FieldStep.Ending, _ bytes: RawSpan, _ start: Int, _ end: Int
    ) -> (end: Int, hasEscapes: Bool)? {
        switch ending {
        case .ofLocalTime:
            let timeEnd = start &+ Self.localTimeLength
            if timeEnd <= end, bytes.byte(at: timeEnd &- 6) == UInt8(ascii: " ") {
                let sign = bytes.byte(at: timeEnd &- 5)
                if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { return (timeEnd, false) }
            }
            return endOfOtherLocalTime(bytes, start..<end).map { ($0, false) }
        case .atQuote:
            let (quote, hasEscapes) = QuotedField.end(bytes, from: start, to: end)
            return quote < end ? (quote, hasEscapes) : nil
        case .atJSONQuote:
            let (quote, hasEscapes) = JSONTokens.endOfString(bytes, start &- 1, end)
            return quote < end ? (quote, hasEscapes) : nil
        case .atQuoteBeforeStatus:
            return QuotedField.endBeforeStatus(bytes, from: start, to: end, needsSpace: false).map { ($0.quote, false) }
        case .atSpace: return FieldSearch.endOfWord(bytes, from: start, to: end).map { ($0, false) }
        case .atLiteral: return endBeforeLiteral(number, bytes, start, end).map { ($0, false) }
        case .atLineEnd: return (end, false)
        }
    }

    /// The first place from `start` at which the literal behind step `number` stands.
    @inline(__always)
    private func endBeforeLiteral(_ number: Int, _ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        let literal = definition.literal(behind: number)
        let first = definition.literals[literal.lowerBound]
        var index = start
        while true {
            index = bytes.firstIndex(of: first, from: index, to: end)
            guard index < end else { return nil }
            if endOfLiteral(literal, bytes, index, end) != nil { return index }
            index &+= 1
        }
    }

    /// Bytes of `dd/Mon/yyyy:hh:mm:ss +zzzz`.
    private static let localTimeLength = 26

    /// Reads the time; false where the one of the common log format has another shape. O(1).
    @inline(__always)
    private mutating func readTime(
        _ bytes: RawSpan, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> Bool {
        if hasOtherLocalTime {
            request.time = parts.time(assuming: &isoClock.assumed)
        } else if !self[.localTime].isEmpty {
            let start = unescaped.count
            unescaped.append(UInt8(ascii: "["))
            unescaped.append(bytes, self[.localTime])
            unescaped.append(UInt8(ascii: "]"))
            unescaped.append(UInt8(ascii: " "))
            unescaped.append(UInt8(ascii: "\""))
            guard let time = clock.read(unescaped.bytes, at: start) else { return false }
            request.time = time
        } else if !self[.isoTime].isEmpty {
            request.time = isoClock.read(bytes, self[.isoTime])
        } else if !self[.epochTime].isEmpty {
            request.time = epochTime(bytes, unescaped: &unescaped)
        } else {
            request.time = timeOfParts()
        }
        return true
    }

    /// The time that the parts make together; unknown where there are none.
    private mutating func timeOfParts() -> RequestTime {
        if definition.assumesUTC { parts.setUTC() }
        guard !definition.times.isEmpty,
            parts.said.contains(.epoch) || parts.said.isSuperset(of: definition.neededParts)
        else { return .unknown }
        return parts.time(assuming: &isoClock.assumed)
    }

    private func epochTime(_ bytes: RawSpan, unescaped: inout ScratchBuffer) -> RequestTime {
        // A copy: what reads the number wants a byte behind it.
        let start = unescaped.count
        unescaped.append(bytes, self[.epochTime])
        unescaped.append(UInt8(ascii: " "))
        let number = start..<unescaped.count - 1
        let (end, isNumber) = JSONTokens.endOfScalar(unescaped.bytes, number.lowerBound, number.upperBound)
        guard isNumber, end == number.upperBound else { return .unknown }
        return JSONTime.number(unescaped.bytes, number)
    }
}

extension DefinedFormat {
    mutating func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        switch kind {
        case .malformed, .directive: .against(gap(bytes, line))
        case .noTarget: .neither(Doubt(self[.request].lowerBound, "a request line, METHOD target HTTP/1.1"))
        case .request:
            Evidence(
                FieldProof.isTarget(text, request.target) || request.target.isEmpty
                    ? nil
                    : Doubt(parts(bytes, line).first?.range.lowerBound ?? line.lowerBound, "a request target: /path"))
        }
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        var format = self
        // Undoing escapes moves fields out of the line.
        guard format.cut(bytes, line) else { return [] }
        _ = format.read(definition.readCount..<definition.steps.count, bytes, line.upperBound)
        let names: [(FieldMeaning, LinePart.Name)] = [
            (.request, .request), (.target, .target), (.hostAndTarget, .target), (.path, .target), (.query, .query),
            (.localTime, .time), (.isoTime, .time), (.epochTime, .time), (.status, .status), (.host, .host),
            (.userAgent, .agent),
        ]
        return timeParts(bytes, line)
            + names.compactMap { meaning, name in format[meaning].isEmpty ? nil : LinePart(name, format[meaning]) }
    }

    /// Where the parts of the time stand in a line that is as the definition says, step by step: they have one meaning together.
    private func timeParts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        guard !definition.times.isEmpty else { return [] }
        var format = self
        format.rest = (line.lowerBound, 0)
        var found: [LinePart] = []
        for number in 0..<definition.readCount {
            let step = definition.steps[number]
            guard format.read(number..<number + 1, bytes, line.upperBound) else { break }
            if step.time != nil { found.append(LinePart(.time, format[step.meaning])) }
        }
        return found
    }

    /// Where a malformed line stops to be as the definition says.
    private mutating func gap(_ bytes: RawSpan, _ line: Range<Int>) -> Doubt {
        rest = (line.lowerBound, 0)
        for number in 0..<definition.readCount {
            let (index, passed) = rest
            guard !read(number..<number + 1, bytes, line.upperBound) else { continue }
            let literal = definition.steps[number].literal.dropFirst(passed)
            guard endOfLiteral(literal, bytes, index, line.upperBound) != nil else {
                return Doubt(index, spelled(literal))
            }
            return Doubt(index, "a field and \(spelled(definition.literal(behind: number))) behind it")
        }
        let closing = definition.literal(behind: definition.readCount - 1).dropFirst(rest.passed)
        if endOfLiteral(closing, bytes, rest.index, line.upperBound) == nil {
            return Doubt(rest.index, spelled(closing))
        }
        let target = [self[.request], self[.target], self[.hostAndTarget], self[.path]].first { !$0.isEmpty } ?? line
        return Doubt(target.lowerBound, "a request target, /path or https://host/path, or a time in its place")
    }

    private func spelled(_ literal: Range<Int>) -> String {
        "'" + String(decoding: definition.literals[literal], as: UTF8.self) + "'"
    }
}
