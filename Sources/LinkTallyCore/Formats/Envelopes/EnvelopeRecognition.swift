/// Tells what stands in front of or around the lines of a log.
///
/// An envelope is told by proof alone: more than half of the first lines have it, the lines in it prove a format by what only lines
/// of that have, and as many requests are read as without taking anything off. Pieces of lines count as requests there: without
/// the envelope they can look like some.
extension FormatRecognizer {
    /// How much of first lines a format in envelopes reads.
    struct Enveloped {
        let format: LogFormat
        let others: [LogFormat]
        /// Requests, and pieces.
        let requests: Int
    }

    /// The best reading of `lines` in one envelope or more; nil where none reads a request, or any reads fewer than `requests`.
    /// O(envelopes * formats * bytes) where lines have envelopes, else O(envelopes * lines).
    static func enveloped(
        _ window: RawSpan, _ lines: [Range<Int>], requests: Int, likely: String?, depth: Int = Envelope.limit
    ) -> Enveloped? {
        var best: Enveloped?
        for envelope in Envelope.ordered {
            guard let opened = opened(window, lines, envelope) else { continue }
            let bytes = opened.bytes.rawSpan
            let inner = recognize(bytes, opened.lines, likely, inEnvelope: true)
            var found: Enveloped?
            if case .recognized(let format, let others) = inner.finding {
                found = Enveloped(format: format, others: others, requests: inner.requests)
            }
            if depth > 1 {
                found =
                    enveloped(bytes, opened.lines, requests: inner.requests, likely: likely, depth: depth - 1) ?? found
            }
            guard let found else { continue }
            let read = found.requests + opened.pieces
            guard read >= requests, read > best?.requests ?? 0 else { continue }
            best = Enveloped(
                format: found.format.inside([envelope] + found.format.envelopes), others: found.others, requests: read)
        }
        return best
    }

    /// The envelopes in which as many of the first lines are requests of `format`, which was named, as without; none where there
    /// are no such. O(envelopes * bytes).
    package static func envelopes(of format: LogFormat, in window: RawSpan) -> [Envelope] {
        guard format.canBeEnveloped else { return [] }
        let lines = firstLines(of: window)
        let bare = proofs(of: format, window, lines)
        if bare > 0, type(of: format.lineFormat).hasPrefixOfItsOwn { return [] }
        return envelopes(of: format, window, lines, over: bare).envelopes
    }

    private static func envelopes(
        of format: LogFormat, _ window: RawSpan, _ lines: [Range<Int>], over proofs: Int, depth: Int = Envelope.limit
    ) -> (envelopes: [Envelope], proofs: Int) {
        var best: (envelopes: [Envelope], proofs: Int) = ([], proofs)
        for envelope in Envelope.ordered {
            guard let opened = opened(window, lines, envelope) else { continue }
            let bytes = opened.bytes.rawSpan
            var inner = (envelopes: [Envelope](), proofs: Self.proofs(of: format, bytes, opened.lines))
            if depth > 1 { inner = envelopes(of: format, bytes, opened.lines, over: inner.proofs, depth: depth - 1) }
            let read = inner.proofs + opened.pieces
            if read > 0, best.envelopes.isEmpty ? read >= best.proofs : read > best.proofs {
                best = ([envelope] + inner.envelopes, read)
            }
        }
        return best
    }

    /// The lines in `envelope`; nil where it is not that of more than half of them.
    private static func opened(_ window: RawSpan, _ lines: [Range<Int>], _ envelope: Envelope) -> OpenedLines? {
        let opened = OpenedLines(window, lines, [envelope])
        guard opened.found * 2 > lines.count else { return nil }
        // What has keys of its own is a log of objects that happen to have those of an envelope, too.
        let layer = EnvelopeLayer(envelope)
        for (line, finding) in zip(lines, opened.findings) where envelope.isJSON {
            if case .stranger = finding { continue }
            if layer.hasOtherKeys(window, line) { return nil }
        }
        return opened
    }

    /// Lines that are requests, and prove the format by it.
    private static func proofs(of format: LogFormat, _ window: RawSpan, _ lines: [Range<Int>]) -> Int {
        proofs(of: format.lineFormat, window, lines)
    }

    private static func proofs<Format: LineFormat>(
        of format: Format, _ window: RawSpan, _ lines: [Range<Int>]
    ) -> Int {
        var format = format
        var request = LocatedRequest()
        var unescaped = ScratchBuffer(capacity: 1024)
        return lines.count { line in
            unescaped.removeAll()
            guard format.parse(window, line, into: &request, unescaped: &unescaped) == .request,
                case .proof = format.evidence(window, line, as: .request, request, unescaped)
            else { return false }
            return true
        }
    }
}
