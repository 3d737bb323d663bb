/// JSON lines: each is one object, and keys say where it keeps its request (rule R11). The built-in sources of JSON lines
/// (`LogFormats.all`) and those of `--json-keys` differ in their keys alone.
struct JSONLogFormat: LineFormat {
    let places: JSONRequestPlaces
    private let conditions: [JSONKeys.Condition]
    let required: [JSONFieldSet]
    private let encoding: JSONEncoding
    /// The path of the target's key, as `--json-keys` takes it.
    let targetName: String
    var fields: JSONFields
    private var clock = JSONTime()
    private var dayClock = ISOClock()

    /// Dates beside times of day are those of CloudFront alone among the built-in sources, and UTC there.
    var assumedZone: AssumedZone? {
        get { clock.assumed }
        set {
            clock.assumed = newValue ?? .utc
            if encoding != .percentTwice { dayClock.assumed = clock.assumed }
        }
    }

    init(_ keys: JSONKeys, encoding: JSONEncoding = .plain) {
        places = JSONRequestPlaces(keys)
        conditions = keys.conditions
        required = keys.required
        targetName = keys.targetName
        fields = JSONFields(keys.tree)
        self.encoding = encoding
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard fields.read(bytes, line) else { return JSONTokens.isBracket(bytes, line) ? .directive : .malformed }
        guard required.isEmpty || hasAll(), conditions.isEmpty || fitsAny(bytes, unescaped: &unescaped) else {
            return .noTarget
        }
        return locate(bytes, into: &request, unescaped: &unescaped)
    }

    /// Locates the request in the values of `fields`. O(values).
    @inline(__always)
    mutating func locate(
        _ bytes: RawSpan, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        let kind = request.set(from: fields, places, encoding, in: bytes, unescaped: &unescaped)
        if kind == .request { request.time = time(bytes, unescaped: &unescaped) }
        return kind
    }

    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        let agent = fields[places.agent].firstText(in: bytes, line.upperBound, unescaped: &unescaped)
        guard let agent, encoding != .plain else { return agent }
        if !agent.isUnescaped { unescaped.append(bytes, agent.range) }
        // Unescaped or not, it is the last that was appended.
        let start = unescaped.count - agent.range.count
        unescaped.undoPercents(from: start, plusIsSpace: encoding == .formAgent)
        return LocatedField(range: start..<unescaped.count, isUnescaped: true)
    }

    var hasShapeOfItsOwn: Bool { false }

    var leavesLinesOut: Bool { !conditions.isEmpty || !required.isEmpty }

    /// Objects of any kind are read, and those with a request are of the format: the names of its keys are proof.
    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        let target = fields[places.targets]
        let hasTarget = target.isString && !target.range.isEmpty
        switch kind {
        case .request: return .proof
        case .noTarget, .directive:
            return .neither(
                Doubt(
                    line.lowerBound,
                    hasTarget ? "an entry about a request, as its other keys tell" : "a key \(targetName) with a string"
                ))
        case .malformed:
            guard !line.isEmpty, bytes.byte(at: line.lowerBound) == UInt8(ascii: "{") else {
                return .against(Doubt(line.lowerBound, "a JSON object"))
            }
            return .against(
                hasTarget ? .target(target.range.lowerBound) : Doubt(line.upperBound, "JSON that is whole"))
        }
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        let source = fields.first(of: places.targets)
        let names: [(JSONFieldSet, LinePart.Name)] = [
            (source, source & places.requests != 0 ? .request : .target), (places.query, .query), (places.host, .host),
            (places.status, .status), (places.agent, .agent), (places.date, .time), (places.time, .time),
        ]
        return names.compactMap { set, name in
            fields[set].kind == .absent ? nil : LinePart(name, fields[set].range)
        }
    }

    /// The time, or the time of day where the line has a date beside it.
    @inline(__always)
    private mutating func time(_ bytes: RawSpan, unescaped: inout ScratchBuffer) -> RequestTime {
        let value = fields[places.time]
        if places.date != 0 {
            let time = timeOfDay(bytes, value, unescaped: &unescaped)
            if time != .unknown { return time }
        }
        return clock.read(bytes, value, unescaped: &unescaped)
    }

    /// The time of a date and a time of day; unknown where the line has no such two.
    private mutating func timeOfDay(
        _ bytes: RawSpan, _ value: LocatedJSON, unescaped: inout ScratchBuffer
    ) -> RequestTime {
        let date = fields[places.date]
        guard date.isString, value.isString else { return .unknown }
        if date.kind == .string, value.kind == .string {
            return dayClock.read(bytes, date: date.range, time: value.range)
        }
        let day = date.undoEscapes(in: bytes, into: &unescaped)
        let time = value.undoEscapes(in: bytes, into: &unescaped)
        return dayClock.read(unescaped.bytes, date: day, time: time)
    }

    /// Whether all keys are there without which the line is no access record.
    private func hasAll() -> Bool {
        for index in required.indices where fields.first(of: required[index]) == 0 { return false }
        return true
    }

    /// Whether one of the conditions holds for the line that was read.
    private func fitsAny(_ bytes: RawSpan, unescaped: inout ScratchBuffer) -> Bool {
        for index in conditions.indices {
            let value = fields[conditions[index].fields]
            if value.kind == .number {
                if conditions[index].fitsNumbers, conditions[index].pattern.matches(bytes, value.range) { return true }
                continue
            }
            guard let text = value.text(in: bytes, unescaped: &unescaped) else { continue }
            let fits =
                text.isUnescaped
                ? conditions[index].pattern.matches(unescaped.bytes, text.range)
                : conditions[index].pattern.matches(bytes, text.range)
            if fits { return true }
        }
        return false
    }
}

/// What a source does to values before it writes them as JSON.
enum JSONEncoding {
    case plain
    /// CloudFront: percent signs of a path and query are encoded once more, and the user agent is percent-encoded.
    case percentTwice
    /// Akamai: the user agent is form-encoded.
    case formAgent
}

/// Which fields of a line hold what.
struct JSONRequestPlaces {
    let targets, requests, paths, query, host, status, agent, time, date: JSONFieldSet

    init(_ keys: JSONKeys) {
        (targets, requests, paths) = (keys.targets, keys[.request], keys[.path])
        (query, host, status, agent) = (keys[.query], keys[.host], keys[.status], keys[.agent])
        (time, date) = (keys[.time], keys[.date])
    }
}

extension LocatedRequest {
    /// Takes target, query, host and status of a JSON object, and says whether it has a target (rules R2, R11).
    @inline(__always)
    fileprivate mutating func set(
        from fields: borrowing JSONFields, _ places: JSONRequestPlaces, _ encoding: JSONEncoding, in bytes: RawSpan,
        unescaped: inout ScratchBuffer
    ) -> LineKind {
        let source = fields.first(of: places.targets)
        let (targetValue, queryValue, hostValue) = (fields[source], fields[places.query], fields[places.host])
        guard targetValue.isString, !targetValue.range.isEmpty else { return .noTarget }
        isHostUnescaped = hostValue.kind == .escapedString
        isUnescaped =
            targetValue.kind == .escapedString || isHostUnescaped || queryValue.kind == .escapedString
            || encoding == .percentTwice && (targetValue.hasPercent(in: bytes) || queryValue.hasPercent(in: bytes))
        target = targetValue.range
        query = queryValue.isString ? queryValue.range : nil
        if isUnescaped {
            target = targetValue.plain(encoding, in: bytes, into: &unescaped)
            query = queryValue.isString ? queryValue.plain(encoding, in: bytes, into: &unescaped) : nil
        }
        host = nil
        if isHostUnescaped {
            let range = hostValue.undoEscapes(in: bytes, into: &unescaped)
            if !unescaped.bytes.saysNothing(range) { host = range }
        } else if hostValue.kind == .string, !bytes.saysNothing(hostValue.range) {
            host = hostValue.range
        }
        status = Self.status(bytes, fields[places.status], unescaped: &unescaped)
        let kind: TargetKind =
            source & places.requests != 0 ? .requestLine : source & places.paths != 0 ? .path : .target
        return isUnescaped
            ? setTarget(as: kind, in: unescaped.bytes) : setTarget(as: kind, in: bytes)
    }

    /// What the field says in which the target was looked for.
    private enum TargetKind { case target, requestLine, path }

    /// Sees to it that target and query, which hold what the fields have, are a target and a query.
    @inline(__always)
    private mutating func setTarget(as kind: TargetKind, in bytes: RawSpan) -> LineKind {
        switch kind {
        case .target:
            query = nil
            let found = TargetField.target(in: bytes, target)
            target = found.range
            return found.kind
        case .requestLine:
            query = nil
            guard let found = RequestLine.target(in: bytes, target) else { return .noTarget }
            target = found
            return .request
        case .path:
            if bytes.saysNothing(target) { return .noTarget }
            guard TargetField.isTarget(bytes, target) else { return .malformed }
            // A question mark in a path is one of its characters, unless nothing is told of the query: then the key has all of the
            // target, as where nginx's `uri` holds `$request_uri`.
            guard let field = query, !bytes.saysNothing(field) else {
                query = nil
                return .request
            }
            if bytes.byte(at: field.lowerBound) == UInt8(ascii: "?") { query = field.dropFirst() }
            return .request
        }
    }

    /// A number, or a string of three digits (rule R14).
    @inline(__always)
    private static func status(_ bytes: RawSpan, _ value: LocatedJSON, unescaped: inout ScratchBuffer) -> UInt16 {
        switch value.kind {
        case .string: return StatusField.status(in: bytes, field: value.range)
        case .number:
            // Three digits, in nearly every line.
            let status = StatusField.status(in: bytes, field: value.range)
            if status != 0 { return status }
            let number = JSONNumber.double(bytes, value.range)
            return UInt16(max(0, min(number, Double(statusLimit))))
        case .escapedString:
            let range = value.undoEscapes(in: bytes, into: &unescaped)
            return StatusField.status(in: unescaped.bytes, field: range)
        case .absent, .other: return 0
        }
    }
}

extension LocatedJSON {
    /// Whether it is a string with a percent sign, or may be one once its escapes are undone. O(value).
    fileprivate func hasPercent(in bytes: RawSpan) -> Bool {
        kind == .escapedString
            || kind == .string
                && bytes.firstIndex(of: UInt8(ascii: "%"), from: range.lowerBound, to: range.upperBound)
                    < range.upperBound
    }

    /// Appends the string, its escapes and what `encoding` did undone, to `target`; returns where it stands there. O(value).
    fileprivate func plain(_ encoding: JSONEncoding, in bytes: RawSpan, into target: inout ScratchBuffer) -> Range<Int>
    {
        let start = target.count
        guard encoding == .percentTwice else {
            if kind == .escapedString { return undoEscapes(in: bytes, into: &target) }
            // A value of a pair that stands without quotes can have backslashes, which escape nothing.
            target.append(bytes, range)
            return start..<target.count
        }
        var decoder = JSONStringDecoder(range)
        // Bytes of "%25" that were read; of these the first one was appended.
        var matched = 0
        while let byte = decoder.next(in: bytes) {
            switch (matched, byte) {
            case (1, UInt8(ascii: "2")): matched = 2
            case (2, UInt8(ascii: "5")): matched = 0
            default:
                if matched == 2 { target.append(UInt8(ascii: "2")) }
                target.append(byte)
                matched = byte == UInt8(ascii: "%") ? 1 : 0
            }
        }
        if matched == 2 { target.append(UInt8(ascii: "2")) }
        return start..<target.count
    }
}
