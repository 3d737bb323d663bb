/// The envelopes of a log at work, the outermost first.
struct EnvelopeRun: Sendable {
    private var layers: [EnvelopeLayer]

    init(_ envelopes: [Envelope]) { layers = envelopes.map(EnvelopeLayer.init) }

    /// What is left of the envelopes from `depth` on.
    enum Rest {
        case nothing
        /// Lines stand as they are.
        case prefixes
        case json
    }

    func rest(from depth: Int) -> Rest {
        if depth == layers.count { return .nothing }
        return layers[depth...].contains { $0.envelope.isJSON } ? .json : .prefixes
    }

    /// Where the line begins behind the prefixes from `depth` on, of which the first stands at `start`; or `EnvelopeLayer.piece` or
    /// `.stranger`. O(prefixes).
    @inline(__always)
    mutating func openPrefixes(_ bytes: RawSpan, _ start: Int, _ end: Int, from depth: Int) -> Int {
        var front = start
        // A hole of NUL bytes is no part of the line.
        if front < end, bytes.byte(at: front) == 0 { front = bytes.firstNonzeroIndex(from: front, to: end) }
        let place = layers[depth].openPrefix(bytes, front, end)
        guard place >= 0, depth &+ 1 < layers.count else { return place }
        return layers[depth &+ 1].openPrefix(bytes, place, end)
    }

    /// How many envelopes `openJSON` takes off.
    func step(from depth: Int) -> Int { layers[depth].envelope.isJSON ? 1 : 2 }

    /// Takes a JSON envelope off, and the prefix in front of it where there is one, and appends the line in it to `target`, with a
    /// line feed behind it. O(line).
    mutating func openJSON(
        _ bytes: RawSpan, _ line: Range<Int>, from depth: Int, into target: inout ScratchBuffer
    ) -> EnvelopeFinding {
        guard !layers[depth].envelope.isJSON else { return layers[depth].openJSON(bytes, line, into: &target) }
        let place = layers[depth].openPrefix(bytes, line.lowerBound, line.upperBound)
        guard place >= 0 else { return place == EnvelopeLayer.piece ? .piece : .stranger }
        let rest = place..<line.upperBound
        if LineEnd.isBlank(bytes, rest) {
            target.append(UInt8(ascii: "\n"))
            return .line(target.count - 1..<target.count - 1)
        }
        return layers[depth + 1].openJSON(bytes, rest, into: &target)
    }

    /// Takes off all envelopes from `depth` on, of a line that is not blank, and appends what is left to `target`; O(line).
    /// For lines that are looked at one by one, and for windows that are passed over.
    mutating func open(
        _ bytes: RawSpan, _ line: Range<Int>, from depth: Int = 0, into target: inout [UInt8]
    ) -> EnvelopeFinding {
        let start = target.count
        switch rest(from: depth) {
        case .nothing: target += bytes.extracting(line).array
        case .prefixes:
            let place = openPrefixes(bytes, line.lowerBound, line.upperBound, from: depth)
            guard place >= 0 else { return place == EnvelopeLayer.piece ? .piece : .stranger }
            target += bytes.extracting(place..<line.upperBound).array
        case .json:
            var buffer = ScratchBuffer(capacity: line.count + 1)
            switch openJSON(bytes, line, from: depth, into: &buffer) {
            case .line(let inner):
                return open(buffer.bytes, inner, from: depth + step(from: depth), into: &target)
            case let other: return other
            }
        }
        return .line(start..<target.count)
    }

    /// Whether what a line is depends on the lines before.
    private var hasPieces: Bool { layers.contains { $0.envelope.hasPieces } }

    /// Goes on behind a window that another run scans. O(window) where there may be pieces, else O(1).
    mutating func pass(over window: RawSpan) {
        guard hasPieces else { return }
        var inner: [UInt8] = []
        var start = 0
        while start < window.byteCount {
            let lineFeed = window.firstIndexFar(of: UInt8(ascii: "\n"), from: start, to: window.byteCount)
            let line = LineEnd.text(window, start, lineFeed)
            if !LineEnd.isBlank(window, line) { _ = open(window, line, into: &inner) }
            inner.removeAll(keepingCapacity: true)
            start = lineFeed + 1
        }
    }

    /// What `resume` takes: where this run is in lines that were cut into pieces, each in its innermost envelope alone.
    var openPieces: [UInt8] { layers.filter(\.envelope.hasPieces).flatMap(\.openPieces) }

    /// Goes on where a run was that had `pieces` open.
    mutating func resume(_ pieces: [UInt8]) {
        for line in pieces.split(separator: UInt8(ascii: "\n")) {
            let bytes = Array(line)
            var buffer = ScratchBuffer(capacity: bytes.count)
            for index in layers.indices where layers[index].envelope.hasPieces {
                if layers[index].envelope.isJSON {
                    _ = layers[index].openJSON(bytes.rawSpan, bytes.indices, into: &buffer)
                } else {
                    _ = layers[index].openPrefix(bytes.rawSpan, 0, bytes.count)
                }
            }
        }
    }
}

/// The first lines of a log without their envelopes.
struct OpenedLines {
    /// The lines, and for each one without the envelope, or a piece, a byte that no format has.
    private(set) var bytes: [UInt8] = []
    private(set) var lines: [Range<Int>] = []
    private(set) var findings: [EnvelopeFinding] = []
    /// Lines in the envelope, pieces among them.
    private(set) var found = 0
    private(set) var pieces = 0

    /// O(bytes).
    init(_ window: RawSpan, _ lines: [Range<Int>], _ envelopes: [Envelope]) {
        var run = EnvelopeRun(envelopes)
        for line in lines {
            let start = bytes.count
            let finding = run.open(window, line, into: &bytes)
            switch finding {
            case .line: found += 1
            case .piece:
                found += 1
                pieces += 1
                bytes.append(1)
            case .stranger: bytes.append(1)
            }
            findings.append(finding)
            self.lines.append(start..<bytes.count)
            bytes.append(UInt8(ascii: "\n"))
        }
    }
}
