import LinkTallyCore
import LinkTallyInput

/// Whether a log that has ended is a part of a known one that agrees with it up to the last hash that both have.
enum LogProof: Sendable {
    /// All of it that would count stands in the known log, byte for byte.
    case part
    /// It goes its own way behind the last common hash.
    case apart
    /// Nothing that is kept or at hand tells.
    case undecided
}

extension LogReader {
    /// Whether all of the log, which was read to its end, is a part of `known`, which agrees with it so far.
    ///
    /// Whole lines are proved by hashes in the head and by tags behind it. A last line without a line feed that counts is proved
    /// where it has all but the line feed of a line of the known log. Where that says nothing, the known log is read again, if
    /// it is still where it was seen last.
    func proof(of known: KnownLog, in catalogue: some LogCatalogue) throws -> LogProof {
        switch try proofOfLines(known, catalogue) {
        case .part:
            if try !countsOpenLine || endsLineButForItsEnd(of: known, catalogue) { return .part }
        case .apart: return .apart
        case .undecided: break
        }
        return try proofByReading(known)
    }

    /// Whether a last line without a line feed counts, and there is one.
    var countsOpenLine: Bool { !endsOpen && builder.hasOpenLine }

    private func proofOfLines(_ known: KnownLog, _ catalogue: some LogCatalogue) throws -> LogProof {
        let lastLine = builder.lineEnd.offset
        // A hash stands at the end of each line in the head, and at the end of each block.
        let lastHash =
            builder.offset < LogFingerprint.blockSize
            ? lastLine : builder.offset / LogFingerprint.blockSize * LogFingerprint.blockSize
        guard lastLine > lastHash else { return .part }
        let block = LineTags.block(ofLineEnd: lastLine)
        guard let theirs = try catalogue.lineTags(of: known.id, block: block) else { return .undecided }
        return theirs.starts(with: builder.tags(ofBlock: block)) ? .part : .apart
    }

    private func endsLineButForItsEnd(of known: KnownLog, _ catalogue: some LogCatalogue) throws -> Bool {
        for end in Self.lineEnds {
            let point = builder.point(with: end.rawSpan)
            if point.offset <= LogFingerprint.blockSize {
                if try catalogue.log(withLineIn: [point.hash])?.id == known.id { return true }
            } else {
                let block = LineTags.block(ofLineEnd: point.offset)
                let number = builder.tags(ofBlock: block).count
                let tags = try catalogue.lineTags(of: known.id, block: block) ?? []
                if number < tags.count, tags[number] == builder.tag(with: end.rawSpan) { return true }
            }
        }
        return false
    }

    /// The hashes of the log with each of the ends that a line can have, where its last line lacks one.
    var pointsOfEndedLine: [LogHash] { Self.lineEnds.map { builder.point(with: $0.rawSpan).hash } }

    private static let lineEnds = [[UInt8(ascii: "\n")], Array("\r\n".utf8)]

    /// Reads the known log where it was seen last. What stands there now is it only if it has the hash of its end.
    private func proofByReading(_ known: KnownLog) throws -> LogProof {
        let end = known.fingerprint.end
        let point = builder.point
        do throws(InputError) {
            let other = try again(InputPath(known.name))
            try other.pass(toEach: [point.offset, end.offset])
            guard other.builder.stopPoints.contains(end) else { return .undecided }
            return other.builder.stopPoints.contains(point) ? .part : .apart
        } catch {
            if error.fault == .interrupted { throw error }
            return .undecided
        }
    }
}
