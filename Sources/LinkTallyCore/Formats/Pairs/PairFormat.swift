/// Lines of pairs of key and value, logfmt and LTSV: keys say where they keep the request (rule R11).
///
/// Sources differ in their keys alone, which `LogFormats.all` has as `--json-keys` takes them. A request has a status, and one
/// of the keys of `has=` (its method) unless its target stands in a request line.
struct PairFormat: LineFormat {
    static let kinship = Kinship.general

    private let syntax: PairSyntax
    private var keyed: JSONLogFormat
    /// The keys of a target: a line that has one of them twice tells two requests.
    private let once: JSONFieldSet
    private let methods: JSONFieldSet

    var assumedZone: AssumedZone? {
        get { keyed.assumedZone }
        set { keyed.assumedZone = newValue }
    }

    init(_ syntax: PairSyntax, _ keys: JSONKeys) {
        self.syntax = syntax
        keyed = JSONLogFormat(keys)
        once = keys.targets | keys[.query]
        methods = keys.required.reduce(0, |)
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard keyed.fields.readPairs(bytes, line, syntax, once: once) else { return .malformed }
        let present = keyed.fields.present
        guard present & keyed.places.status != 0,
            present & methods != 0 || keyed.fields.first(of: keyed.places.targets) & keyed.places.requests != 0
        else { return .noTarget }
        let kind = keyed.locate(bytes, into: &request, unescaped: &unescaped)
        // Several targets, of which a visitor may have written one: words without quotes look like pairs.
        let targets = present & keyed.places.targets
        if targets & (targets &- 1) != 0, kind == .request, syntax == .logfmt,
            !hasOnePath(bytes, request, unescaped: &unescaped)
        {
            return .malformed
        }
        return kind
    }

    /// Whether all targets of the line, which has several, have the path of that of `request`. O(targets).
    @inline(never)
    private func hasOnePath(_ bytes: RawSpan, _ request: LocatedRequest, unescaped: inout ScratchBuffer) -> Bool {
        let own = Self.path(request.isUnescaped, request.target, bytes, &unescaped)
        var rest = keyed.fields.present & keyed.places.targets
        while rest != 0 {
            let field = rest & (~rest &+ 1)
            rest &= rest &- 1
            guard let text = keyed.fields[field].text(in: bytes, unescaped: &unescaped) else { continue }
            let path = Self.path(text.isUnescaped, text.range, bytes, &unescaped)
            if !path.isEmpty, !unescaped.bytes.equals(path, unescaped.bytes.extracting(own)) { return false }
        }
        return true
    }

    /// Where the path of a target or request line stands in `unescaped`: it is appended, unless it `isThere`. Empty where the field
    /// says nothing.
    private static func path(
        _ isThere: Bool, _ range: Range<Int>, _ bytes: RawSpan, _ unescaped: inout ScratchBuffer
    ) -> Range<Int> {
        let start = unescaped.count
        if !isThere { unescaped.append(bytes, range) }
        let text = isThere ? range : start..<unescaped.count
        guard !unescaped.bytes.saysNothing(text) else { return text.prefix(0) }
        let target = RequestLine.target(in: unescaped.bytes, text) ?? text
        let end = unescaped.bytes.firstIndex(
            of: UInt8(ascii: "?"), or: UInt8(ascii: "#"), from: target.lowerBound, to: target.upperBound)
        return LinkLocator.pathAlone(unescaped.bytes, target.lowerBound..<end)
    }

    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        keyed.userAgent(bytes, line, unescaped: &unescaped)
    }

    var hasShapeOfItsOwn: Bool { false }

    var leavesLinesOut: Bool { true }

    /// All of the line are pairs, the keys are called as programs call theirs, and those of a request have a method, a target and a
    /// status of HTTP.
    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        let (pairs, gap) = syntax.pairs(bytes, line)
        guard pairs.count > 1, let first = pairs.first, Self.isKey(bytes, first.key) else {
            return .against(Doubt(line.lowerBound, "pairs, \(Self.example(syntax))"))
        }
        if let gap { return .against(Doubt(gap, Self.example(syntax))) }
        guard kind != .malformed else { return .against(malformed(bytes, line, pairs)) }
        guard kind == .request else {
            return .neither(
                Doubt(line.lowerBound, "an entry about a request: \(keyed.targetName), a method and a status"))
        }
        let status = keyed.fields[keyed.places.status].range
        guard 100..<600 ~= StatusField.status(in: bytes, field: status) else {
            return .against(Doubt(status.lowerBound, "a status of three digits"))
        }
        let source = keyed.fields.first(of: keyed.places.targets)
        if source & keyed.places.requests != 0 {
            let line = keyed.fields[source].range
            return Evidence(FieldProof.request(bytes, line, target: request.target, in: text))
        }
        let method = keyed.fields[methods].range
        guard FieldProof.isKnownMethod(bytes, method) else {
            return .against(Doubt(method.lowerBound, "a method of HTTP"))
        }
        let isAuthority = bytes.spells("CONNECT", method)
        return Evidence(
            isAuthority || FieldProof.isTarget(text, request.target)
                ? nil : .target(keyed.fields[source].range.lowerBound))
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] { keyed.parts(bytes, line) }

    /// What is wrong in a line that is made of pairs.
    private func malformed(_ bytes: RawSpan, _ line: Range<Int>, _ pairs: [LocatedPair]) -> Doubt {
        for (number, pair) in pairs.enumerated() {
            let node = keyed.fields.tree.child(of: 0, bytes, pair.key, false)
            guard node != JSONKeyTree.noNode, keyed.fields.tree.nodes[Int(node)].fields & once != 0 else { continue }
            if pairs[..<number].contains(where: { bytes.equals($0.key, bytes.extracting(pair.key)) }) {
                return Doubt(pair.key.lowerBound, "no second \(bytes.extracting(pair.key).text)")
            }
        }
        let source = keyed.fields[keyed.fields.first(of: keyed.places.targets)].range
        guard FieldProof.isTarget(bytes, source) else { return .target(source.lowerBound) }
        return Doubt(source.lowerBound, "the same path as in the other targets of the line")
    }

    private static func example(_ syntax: PairSyntax) -> String {
        syntax == .logfmt ? "key=value or key=\"quoted value\"" : "label:value"
    }

    /// Whether it is called as programs call theirs: a letter, then letters, digits and few marks.
    private static func isKey(_ bytes: RawSpan, _ key: Range<Int>) -> Bool {
        let first = bytes.byte(at: key.lowerBound)
        return (first.isLetter || first == UInt8(ascii: "_") || first == UInt8(ascii: "@"))
            && key.dropFirst().allSatisfy {
                ValueAlphabet.contains(bytes.byte(at: $0)) || ".@#".utf8.contains(bytes.byte(at: $0))
            }
    }
}

/// What `heroku logs` and log drains show of Heroku's router: `[time] heroku[router]: at=info method=GET path="/x" ...`, or
/// the pairs alone (https://devcenter.heroku.com/articles/http-routing, https://devcenter.heroku.com/articles/logging).
///
/// Entries of other sources, `app[web.1]: ...`, stand in the same log: whatever they say, it is no request.
struct HerokuFormat: LineFormat {
    static let kinship = Kinship.special
    /// `heroku[router]: ` tells the router's entries from those of applications, which can look like them.
    static let hasPrefixOfItsOwn = true

    private var pairs: PairFormat
    private var clock = ISOClock()

    init(_ keys: JSONKeys) { pairs = PairFormat(.logfmt, keys) }

    var assumedZone: AssumedZone? {
        get { clock.assumed }
        set { clock.assumed = newValue ?? .utc }
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        let front = HerokuFront(bytes, line)
        guard front.isRouter else { return .noTarget }
        let kind = pairs.parse(bytes, front.end..<line.upperBound, into: &request, unescaped: &unescaped)
        if kind == .request, let time = front.time { request.time = clock.read(bytes, time) }
        return kind
    }

    var hasShapeOfItsOwn: Bool { false }

    var leavesLinesOut: Bool { true }

    /// Pairs of a request, the first of which is `at`, with a dyno and the durations that only the router has.
    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        let front = HerokuFront(bytes, line)
        guard front.isRouter else { return .neither(Doubt(line.lowerBound, "an entry of heroku[router]")) }
        let rest = front.end..<line.upperBound
        let keys = PairSyntax.logfmt.pairs(bytes, rest).pairs.map(\.key)
        guard let first = keys.first, bytes.spells("at", first) else {
            return .against(Doubt(line.lowerBound, "an entry of heroku[router]: at=info method=GET path=..."))
        }
        if let gap = Self.names.first(where: { name in !keys.contains { bytes.spells(name, $0) } }) {
            return .against(Doubt(line.upperBound, "the key \(gap)"))
        }
        return pairs.evidence(bytes, rest, as: kind, request, in: text)
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        let time = HerokuFront(bytes, line).time.map { [LinePart(.time, $0)] } ?? []
        return time + pairs.parts(bytes, line)
    }

    private static let names: [StaticString] = ["dyno", "connect", "service"]
}

/// What stands in front of an entry's own words: `time source[dyno]: `.
private struct HerokuFront {
    /// Where the time stands, if there is one.
    private(set) var time: Range<Int>?
    /// Where the entry begins.
    private(set) var end: Int
    /// Whether nothing says that the entry is of another source than the router.
    private(set) var isRouter = true

    /// O(words).
    @inline(__always)
    init(_ bytes: RawSpan, _ line: Range<Int>) {
        end = line.lowerBound
        let space = bytes.firstIndex(of: UInt8(ascii: " "), from: line.lowerBound, to: line.upperBound)
        if Self.isSource(bytes, line.lowerBound..<space) {
            take(bytes, line.lowerBound..<space, line.upperBound)
        } else if space &- line.lowerBound >= 19, FieldProof.isDigit(bytes.byte(at: line.lowerBound)) {
            let start = min(space &+ 1, line.upperBound)
            let next = bytes.firstIndex(of: UInt8(ascii: " "), from: start, to: line.upperBound)
            guard Self.isSource(bytes, start..<next) else { return }
            time = line.lowerBound..<space
            take(bytes, start..<next, line.upperBound)
        }
    }

    @inline(__always)
    private mutating func take(_ bytes: RawSpan, _ source: Range<Int>, _ lineEnd: Int) {
        isRouter = bytes.spells("heroku[router]:", source)
        end = min(source.upperBound &+ 1, lineEnd)
    }

    /// `source[dyno]:`
    @inline(__always)
    private static func isSource(_ bytes: RawSpan, _ word: Range<Int>) -> Bool {
        guard word.count > 4, bytes.byte(at: word.upperBound &- 1) == UInt8(ascii: ":"),
            bytes.byte(at: word.upperBound &- 2) == UInt8(ascii: "]")
        else { return false }
        let open = bytes.firstIndex(of: UInt8(ascii: "["), from: word.lowerBound, to: word.upperBound)
        return open > word.lowerBound && open < word.upperBound &- 3
    }
}
