/// What the first lines of an input are to a format, and to the formats that it could be: what `explain` shows.
package struct Explanation: Sendable {
    /// A line of one kind, and how many there are.
    package struct Example: Sendable {
        package let kind: LineKind
        /// Where the first one stands in the window, and its number, from 1.
        package let line: Range<Int>
        package let number: Int
        package fileprivate(set) var count = 1
        /// Where its request stands.
        package let parts: [LinePart]
        /// When it was served, `YYYY-MM-DDThh:mm:ssZ`; nil where that cannot be read.
        package let time: String?
        /// What keeps it from being a proof of the format.
        package let doubt: Doubt?
    }

    /// Formats that the lines could be of, and why they are not: the same for all of them.
    package struct Candidate: Sendable {
        package fileprivate(set) var names: [String]
        /// Lines that prove the format.
        package let proofs: Int
        /// The first line that does not, and what is missing.
        package let line: Range<Int>
        package let number: Int
        package let doubt: Doubt

        /// Bytes of the line that are as they should be, and lines about the log.
        fileprivate let reach: Int
    }

    /// The format that was named or recognised.
    package let format: LogFormat?
    /// A format whose shape the lines have, without a request that would prove it.
    package let shape: LogFormat?
    /// Lines that were looked at.
    package let lineCount: Int
    /// The lines without their envelopes: what all ranges are in, where the format has any; else they are in the window.
    package private(set) var opened: [UInt8]?
    /// The first line of each kind, in the order of the lines.
    package private(set) var examples: [Example] = []
    /// The formats that came closest, the closest first, where none was named or recognised.
    package private(set) var candidates: [Candidate] = []
    /// Where the lines are JSON: keys that look like those of a request, as `--json-keys` takes them.
    package private(set) var jsonKeys: JSONKeyGuess?
    /// What JSON the lines are of, where they are none of one object each.
    package private(set) var document: JSONDocument?

    /// Formats that are told of, at most.
    private static let candidateLimit = 3

    /// Looks at the first lines of `window`. O(formats * bytes), as recognition.
    ///
    /// - Parameters:
    ///   - named: The format that was named, if one was.
    ///   - envelopes: What stands around the lines, the outermost first; nil where the lines tell.
    ///   - zone: The zone of times that have none.
    package init(
        _ window: RawSpan, as named: LogFormat?, inside envelopes: [Envelope]? = nil, assuming zone: AssumedZone = .utc
    ) {
        let lines = FormatRecognizer.numberedLines(of: window)
        lineCount = lines.count
        if let named {
            (format, shape) = (
                named.inside(envelopes ?? FormatRecognizer.envelopes(of: named, in: window)), nil
            )
        } else {
            switch FormatRecognizer.recognize(window, inside: envelopes) {
            case .recognized(let recognised, _): (format, shape) = (recognised, nil)
            case .unknown(_, let near): (format, shape) = (nil, near)
            case .blank: (format, shape) = (nil, nil)
            }
        }
        if let format, !format.envelopes.isEmpty {
            let lines = ShownLines(window, lines, format)
            examples = Self.examples(lines.bytes.rawSpan, lines.lines, format.assuming(zone).lineFormat, lines.doubts)
            opened = lines.bytes
        } else if let format {
            examples = Self.examples(window, lines, format.assuming(zone).lineFormat)
        } else {
            document = JSONDocument(window)
            candidates = Self.closest(
                LogFormats.all.compactMap { Self.candidate($0.name, window, lines, $0.lineFormat) })
        }
        let isRead = examples.contains { $0.kind == .request }
        if !isRead { jsonKeys = JSONKeyGuess(window, lines.map(\.range)) }
    }

    private static func closest(_ all: [Candidate]) -> [Candidate] {
        var groups: [Candidate] = []
        for candidate in all where candidate.proofs > 0 || candidate.reach > 0 {
            if let same = groups.firstIndex(where: {
                ($0.proofs, $0.number) == (candidate.proofs, candidate.number) && $0.doubt == candidate.doubt
            }) {
                groups[same].names += candidate.names
            } else {
                groups.append(candidate)
            }
        }
        return Array(groups.sorted { ($0.proofs, $0.reach) > ($1.proofs, $1.reach) }.prefix(candidateLimit))
    }

    private static func examples<Format: LineFormat>(
        _ window: RawSpan, _ lines: [(number: Int, range: Range<Int>)], _ format: Format, _ doubts: [Int: Doubt] = [:]
    ) -> [Example] {
        var format = format
        var request = LocatedRequest()
        var unescaped = ScratchBuffer(capacity: 1024)
        var examples: [Example] = []
        for (number, line) in lines {
            unescaped.removeAll()
            let outer = doubts[number]
            let kind =
                outer == nil ? format.parse(window, line, into: &request, unescaped: &unescaped) : .malformed
            if let known = examples.firstIndex(where: { $0.kind == kind }) {
                examples[known].count += 1
                continue
            }
            let isRequest = kind == .request
            let evidence =
                outer.map { .against($0) } ?? format.evidence(window, line, as: kind, request, unescaped)
            examples.append(
                Example(
                    kind: kind, line: line, number: number, parts: isRequest ? format.parts(window, line) : [],
                    time: isRequest ? request.time.text : nil, doubt: kind == .directive ? nil : evidence.doubt))
        }
        return examples
    }

    private static func candidate<Format: LineFormat>(
        _ name: String, _ window: RawSpan, _ lines: [(number: Int, range: Range<Int>)], _ format: Format
    ) -> Candidate? {
        var format = format
        var request = LocatedRequest()
        var unescaped = ScratchBuffer(capacity: 1024)
        var proofs = 0
        var first: (number: Int, line: Range<Int>, doubt: Doubt)?
        var directives = 0
        for (number, line) in lines {
            unescaped.removeAll()
            let kind = format.parse(window, line, into: &request, unescaped: &unescaped)
            guard let doubt = format.evidence(window, line, as: kind, request, unescaped).doubt else {
                proofs += 1
                continue
            }
            if kind == .directive { directives += 1 } else { first = first ?? (number, line, doubt) }
        }
        return first.map {
            Candidate(
                names: [name], proofs: proofs, line: $0.line, number: $0.number, doubt: $0.doubt,
                reach: $0.doubt.place - $0.line.lowerBound + directives)
        }
    }
}

/// First lines as they are without their envelopes; those that have none as they are.
private struct ShownLines {
    private(set) var bytes: [UInt8] = []
    private(set) var lines: [(number: Int, range: Range<Int>)] = []
    /// What keeps lines, by their numbers, from being lines in an envelope.
    private(set) var doubts: [Int: Doubt] = [:]

    init(_ window: RawSpan, _ lines: [(number: Int, range: Range<Int>)], _ format: LogFormat) {
        var run = EnvelopeRun(format.envelopes)
        let names = format.envelopes.map(\.name).joined(separator: ", ")
        for (number, line) in lines {
            let start = bytes.count
            switch run.open(window, line, into: &bytes) {
            case .line where start == bytes.count: continue
            case .line: break
            case .piece:
                bytes += window.extracting(line).array
                doubts[number] = Doubt(start, "a whole line: it is a piece of one that was cut")
            case .stranger:
                bytes += window.extracting(line).array
                doubts[number] = Doubt(start, "the envelope \(names)")
            }
            self.lines.append((number, start..<bytes.count))
            bytes.append(UInt8(ascii: "\n"))
        }
    }
}

/// Keys of JSON lines that look like those of a request.
package struct JSONKeyGuess: Sendable {
    /// Paths of strings that look like request targets, each with one of them; the likeliest first.
    package private(set) var targets: [(path: String, example: [UInt8])] = []
    /// What `--json-keys` takes.
    package private(set) var argument = ""

    /// The guess from `lines`; nil where none of them is a JSON object with such a string. O(bytes).
    init?(_ window: RawSpan, _ lines: [Range<Int>]) {
        var paths: [JSONPath: Leaf] = [:]
        let bytes = window.array
        for line in lines {
            guard let object = JSONLeaves(bytes, line) else { continue }
            for (path, value) in object.leaves where path.allSatisfy(\.isPlain) {
                paths[path, default: Leaf()].add(value, window)
            }
        }
        let targets = paths.filter { $0.value.targets > 0 && !$0.key.lastKey.contains("refer") }.sorted { a, b in
            (Self.rank(a.key, Self.targetWords), a.value.queries, a.value.targets, b.key.text)
                > (Self.rank(b.key, Self.targetWords), b.value.queries, b.value.targets, a.key.text)
        }
        guard let (target, leaf) = targets.first else { return nil }
        self.targets = targets.map { ($0.key.text, $0.value.example) }
        let query = paths.keys.filter { Self.queryWords.contains($0.lastKey) && leaf.queries == 0 }.map(\.text).min()
        let others = [
            (
                "time",
                Self.likeliest(paths, Self.timeWords) { $0.times }
                    ?? paths.filter { $0.value.spelledTimes > 0 }.map(\.key.text).min()
            ),
            ("status", Self.likeliest(paths, Self.statusWords) { $0.statuses }),
            ("host", Self.likeliest(paths, ["host", "authority", "domain"]) { $0.texts }),
            ("agent", Self.likeliest(paths, ["agent", "ua"]) { $0.texts }),
        ]
        let name = query.map { "path=\(target.text),query=\($0)" } ?? "target=\(target.text)"
        argument = ([name] + others.compactMap { name, path in path.map { "\(name)=\($0)" } }).joined(separator: ",")
    }

    /// What keys of a query without its path are called.
    private static let queryWords = ["args", "query", "query_string", "querystring", "request_query"]
    private static let targetWords = ["uri", "url", "target", "request", "path"]
    private static let timeWords = ["time", "timestamp", "ts", "date", "start", "msec", "t"]
    private static let statusWords = ["status", "code"]

    /// What the values of a path look like.
    private struct Leaf {
        var (texts, targets, queries, times, spelledTimes, statuses) = (0, 0, 0, 0, 0, 0)
        var example: [UInt8] = []

        mutating func add(_ value: LocatedJSON, _ bytes: RawSpan) {
            var unescaped = ScratchBuffer(capacity: 256)
            var clock = JSONTime()
            if clock.read(bytes, value, unescaped: &unescaped) != .unknown {
                times += 1
                if value.isString { spelledTimes += 1 }
            }
            if StatusField.status(in: bytes, field: value.range) >= 100 { statuses += 1 }
            guard value.isString else { return }
            texts += 1
            unescaped.removeAll()
            let range = value.undoEscapes(in: bytes, into: &unescaped)
            let text = unescaped.bytes
            let target = RequestLine.target(in: text, range) ?? range
            guard FieldProof.isTarget(text, target), target.count > 1 || targets == 0 else { return }
            targets += 1
            let hasQuery =
                text.firstIndex(of: UInt8(ascii: "?"), from: target.lowerBound, to: target.upperBound)
                < target.upperBound
            if hasQuery { queries += 1 }
            if example.isEmpty || (hasQuery && queries == 1) { example = text.extracting(range).array }
        }
    }

    /// How much the last key of a path sounds like one of `words`: 2 where it is one, 1 where it has one in it.
    private static func rank(_ path: JSONPath, _ words: [String]) -> Int {
        let key = path.lastKey
        return words.contains(key) ? 2 : words.contains { $0.utf8.count > 2 && key.contains($0) } ? 1 : 0
    }

    private static func likeliest(_ paths: [JSONPath: Leaf], _ words: [String], _ count: (Leaf) -> Int) -> String? {
        paths.filter { count($0.value) > 0 && rank($0.key, words) > 0 }
            .max {
                (rank($0.key, words), count($0.value), $1.key.text) < (
                    rank($1.key, words), count($1.value), $0.key.text
                )
            }?.key.text
    }
}

extension JSONStep {
    /// Whether it is a key as programs name theirs, and none that a visitor may have chosen: what is shown for pasting into a shell.
    fileprivate var isPlain: Bool {
        guard case .key(let key) = self else { return true }
        return !key.isEmpty
            && key.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || FieldProof.isDigit(byte)
                    || "_-.@:".utf8.contains(byte)
            }
    }
}

extension JSONPath {
    /// The last key, in lower case.
    fileprivate var lastKey: String {
        guard case .key(let key)? = last else { return "" }
        return String(decoding: key, as: UTF8.self).lowercased()
    }
}
