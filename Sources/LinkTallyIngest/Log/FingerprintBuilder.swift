import LinkTallyCore

/// Hashes a log while it is read, however it is cut into pieces, and notes the hashes that its fingerprint has.
struct FingerprintBuilder: ~Copyable {
    /// Those of the head and of the blocks; its end is set by `finish`.
    private(set) var fingerprint = LogFingerprint()
    /// Bytes so far.
    private(set) var offset = 0
    /// The end of the last whole line of all bytes so far.
    private(set) var lineEnd: LogFingerprint.Point
    /// Whether there is a line that has not ended. NUL bytes alone are none (rule R1).
    private(set) var hasOpenLine = false
    /// The hashes at those `stops` that were reached.
    private(set) var stopPoints: [LogFingerprint.Point] = []
    /// The tags of lines behind the head that were not taken or dropped, blocks ascending; the last block may go on.
    private(set) var lineTags: [LineTags] = []

    private var chain: ChainedHash
    private var tagger: LineTagger
    /// Places where a hash is wanted besides, ascending, all of them ahead.
    private var stops: ArraySlice<Int> = []
    /// NUL bytes behind the last whole line: they are taken when another line follows, and are no part of a log that ends with
    /// them (rule R1).
    private var heldZeros = 0

    init(secret: [UInt8]) {
        chain = ChainedHash(secret: secret)
        tagger = LineTagger(secret: secret)
        lineEnd = LogFingerprint.Point(offset: 0, hash: chain.hash)
    }

    /// The hash of all bytes so far. O(1).
    var point: LogFingerprint.Point { LogFingerprint.Point(offset: offset, hash: chain.hash) }

    /// What `point` would be with `bytes` behind. O(bytes).
    func point(with bytes: RawSpan) -> LogFingerprint.Point {
        LogFingerprint.Point(offset: offset + bytes.byteCount, hash: chain.hash(with: bytes))
    }

    /// The tag of the last line if it ended with `bytes`. O(bytes).
    func tag(with bytes: RawSpan) -> UInt32 { tagger.tag(with: bytes) }

    /// Tags of the lines that end in `block`, if these are still there.
    func tags(ofBlock block: Int) -> [UInt32] { lineTags.last { $0.block == block }?.tags ?? [] }

    /// Forgets the tags of lines that end in blocks before `block`.
    mutating func dropLineTags(before block: Int) { lineTags.removeAll { $0.block < block } }

    /// Gives away the tags of all blocks that are complete.
    mutating func takeLineTags() -> [LineTags] {
        let current = offset / LogFingerprint.blockSize
        let taken = lineTags.prefix { $0.block < current }
        lineTags.removeFirst(taken.count)
        return Array(taken)
    }

    /// Wants hashes at `places` from now on; what was passed already is left out.
    mutating func setStops(_ places: [Int]) { stops = Set(places).filter { $0 > offset }.sorted()[...] }

    /// Takes the next bytes. O(bytes).
    mutating func append(_ bytes: RawSpan) {
        var end = bytes.byteCount
        while end > 0, bytes.byte(at: end - 1) == 0 { end -= 1 }
        let isBehindLine = end > 0 ? bytes.byte(at: end - 1) == UInt8(ascii: "\n") : !hasOpenLine && lineEnd.offset > 0
        if end > 0 { takeHeldZeros() }
        takeAll(bytes.extracting(0..<(isBehindLine ? end : bytes.byteCount)))
        if isBehindLine { heldZeros += bytes.byteCount - end }
    }

    private mutating func takeHeldZeros() {
        let zeros = [UInt8](repeating: 0, count: min(heldZeros, LogFingerprint.blockSize))
        while heldZeros > 0 {
            let count = min(heldZeros, zeros.count)
            takeAll(zeros.rawSpan.extracting(0..<count))
            heldZeros -= count
        }
    }

    private mutating func takeAll(_ bytes: RawSpan) {
        let start = offset
        let end = start + bytes.byteCount
        let lastLine = bytes.lastIndex(of: UInt8(ascii: "\n"), from: 0, to: bytes.byteCount).map { start + $0 + 1 }
        while offset < end {
            var next = min(end, (offset / LogFingerprint.blockSize + 1) * LogFingerprint.blockSize)
            if let stop = stops.first { next = min(next, stop) }
            if offset < LogFingerprint.blockSize {
                let lineFeed = bytes.firstIndex(of: UInt8(ascii: "\n"), from: offset - start, to: next - start)
                next = min(next, start + lineFeed + 1)
            } else if let lastLine, offset < lastLine {
                next = min(next, lastLine)
            }
            take(bytes.extracting(offset - start..<next - start), isLastLine: next == lastLine)
        }
    }

    /// Takes the next bytes, which are those of `range` of `window`. O(range).
    mutating func append(_ window: WindowBuffer, _ range: Range<Int>) {
        append(window.bytes(count: range.upperBound).extracting(range))
    }

    /// Takes the next bytes, up to a place where a hash may be wanted.
    private mutating func take(_ bytes: RawSpan, isLastLine: Bool) {
        chain.append(bytes)
        tag(bytes)
        offset += bytes.byteCount
        let endsLine = bytes.byte(at: bytes.byteCount - 1) == UInt8(ascii: "\n")
        // Pieces end with the last line feed, so that what has none at its end is a part of the open line.
        hasOpenLine =
            !endsLine
            && (hasOpenLine || bytes.firstNonzeroIndex(from: 0, to: bytes.byteCount) < bytes.byteCount)
        let isHead = offset <= LogFingerprint.blockSize
        let isBlock = offset % LogFingerprint.blockSize == 0
        if isBlock || (isHead && endsLine) {
            if isHead { fingerprint.head.append(point) } else { fingerprint.blocks.append(chain.hash) }
        }
        if isLastLine || (isHead && endsLine) { lineEnd = point }
        if stops.first == offset {
            stops.removeFirst()
            stopPoints.append(point)
        }
    }

    /// Tags the lines that end in `bytes`, all of which are of one block; in the head there are hashes instead.
    private mutating func tag(_ bytes: RawSpan) {
        let block = offset / LogFingerprint.blockSize
        guard block > 0 else {
            var tags: [UInt32] = []
            return tagger.append(bytes, to: &tags)
        }
        if lineTags.last?.block != block { lineTags.append(LineTags(block: block)) }
        tagger.append(bytes, to: &lineTags[lineTags.count - 1].tags)
    }

    /// The fingerprint of a log that ends here.
    ///
    /// - Parameter countsOpenLine: Whether a last line without a line feed counts.
    func finished(countsOpenLine: Bool) -> LogFingerprint {
        var result = fingerprint
        result.isOpen = countsOpenLine && hasOpenLine
        result.end = result.isOpen ? point : lineEnd
        // What waits for the rest of its line is no part of it.
        while let last = result.head.last, last.offset > result.end.offset { result.head.removeLast() }
        result.blocks.removeLast(max(0, result.blocks.count - max(0, result.end.offset / LogFingerprint.blockSize - 1)))
        return result
    }
}
