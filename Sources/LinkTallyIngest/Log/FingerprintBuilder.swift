import LinkTallyCore

/// Hashes a log while it is read, however it is cut into pieces, and notes the hashes that its fingerprint has.
struct FingerprintBuilder: ~Copyable {
    /// Those of the head and of the blocks; its end is set by `finish`.
    private(set) var fingerprint = LogFingerprint()
    /// Bytes so far.
    private(set) var offset = 0
    /// The end of the last whole line of all bytes so far.
    private(set) var lineEnd: LogFingerprint.Point
    /// The hashes at those `stops` that were reached.
    private(set) var stopPoints: [LogFingerprint.Point] = []
    /// The tags of lines behind the head that were not taken or dropped, blocks ascending; the last block may go on.
    private(set) var lineTags: [LineTags] = []

    private var chain: ChainedHash
    /// Places where a hash is wanted besides, ascending, all of them ahead.
    private var stops: ArraySlice<Int> = []

    init(secret: [UInt8]) {
        chain = ChainedHash(secret: secret)
        lineEnd = LogFingerprint.Point(offset: 0, hash: chain.hash)
    }

    /// The hash of all bytes so far. O(1).
    var point: LogFingerprint.Point { LogFingerprint.Point(offset: offset, hash: chain.hash) }

    /// What `point` would be with `bytes` behind. O(bytes).
    func point(with bytes: RawSpan) -> LogFingerprint.Point {
        LogFingerprint.Point(offset: offset + bytes.byteCount, hash: chain.hash(with: bytes))
    }

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
        let start = offset
        let end = start + bytes.byteCount
        while offset < end {
            var next = min(end, (offset / LogFingerprint.blockSize + 1) * LogFingerprint.blockSize)
            if let stop = stops.first { next = min(next, stop) }
            let lineFeed = bytes.firstIndex(of: UInt8(ascii: "\n"), from: offset - start, to: next - start)
            next = min(next, start + lineFeed + 1)
            chain.append(bytes.extracting(offset - start..<next - start))
            offset = next
            note(endsLine: bytes.byte(at: next - start - 1) == UInt8(ascii: "\n"))
        }
    }

    /// Takes the next bytes, which are those of `range` of `window`. O(range).
    mutating func append(_ window: WindowBuffer, _ range: Range<Int>) {
        append(window.bytes(count: range.upperBound).extracting(range))
    }

    private mutating func note(endsLine: Bool) {
        let isHead = offset <= LogFingerprint.blockSize
        let isBlock = offset % LogFingerprint.blockSize == 0
        let isStop = stops.first == offset
        guard endsLine || isBlock || isStop else { return }
        let point = point
        if isBlock || (isHead && endsLine) {
            if isHead { fingerprint.head.append(point) } else { fingerprint.blocks.append(point.hash) }
        }
        if endsLine {
            lineEnd = point
            if !isHead { tag(point) }
        }
        if isStop {
            stops.removeFirst()
            stopPoints.append(point)
        }
    }

    private mutating func tag(_ lineEnd: LogFingerprint.Point) {
        let block = LineTags.block(ofLineEnd: lineEnd.offset)
        if lineTags.last?.block != block { lineTags.append(LineTags(block: block)) }
        lineTags[lineTags.count - 1].tags.append(lineEnd.hash.tag)
    }

    /// The fingerprint of a log that ends here.
    ///
    /// - Parameter countsOpenLine: Whether a last line without a line feed counts.
    func finished(countsOpenLine: Bool) -> LogFingerprint {
        var result = fingerprint
        result.isOpen = countsOpenLine && offset > lineEnd.offset
        result.end = result.isOpen ? point : lineEnd
        // What waits for the rest of its line is no part of it.
        while let last = result.head.last, last.offset > result.end.offset { result.head.removeLast() }
        result.blocks.removeLast(max(0, result.blocks.count - max(0, result.end.offset / LogFingerprint.blockSize - 1)))
        return result
    }
}
