import LinkTallyCore

/// Turns a stream of decoded bytes into windows of whole lines. Lines are never copied out.
///
/// Invariants, between calls:
/// - bytes `0..<cut` of `window` are whole lines, lent by `lines`; at the end of the stream a last line without a line
///   feed is one, unless the source `endsOpen`;
/// - bytes `cut..<filled` are the beginning of the next line: no line feed stands in them;
/// - `filled <= window.capacity <= lineLimit + 1`: the buffer grows for a long line only, and a line that does not fit
///   even then is passed over and counted, so that memory stays flat.
package struct LineBuffer: ~Copyable {
    /// The most bytes a line may have before its line feed (rule R1).
    package static let lineLimit = 8 << 20

    /// Lines longer than `lineLimit` that stand before `lines`.
    package private(set) var oversizedLines = 0
    /// Whether the stream is at its end: what `lines` lends is the last of it.
    package private(set) var isAtEnd = false
    /// Bytes of `lines`.
    package private(set) var cut = 0

    private var hasBegun = false
    /// Why there is nothing behind `lines`.
    private(set) var fault: InputError?
    private var window: WindowBuffer
    /// Bytes of the window whose checksum was not taken yet: it is before they move.
    private var unchecked: UncheckedBytes?
    private var filled = 0
    /// Offset in the stream of the buffer's first byte.
    private var frontOffset: Int
    /// NUL bytes in front of the first line of the window that were dropped: it begins so many bytes before `frontOffset`.
    private var hole = 0
    private let initialCapacity: Int
    private let end: Int?
    private var skipping: Skipping
    private var mayHaveByteOrderMark: Bool

    /// Passing over bytes up to the next line feed: an oversized line counts there, a foreign one does not.
    private enum Skipping { case nothing, oversized, foreign }

    /// A buffer for a whole input.
    package init(window: WindowBuffer) {
        precondition(1...Self.lineLimit + 1 ~= window.capacity)
        self.window = window
        initialCapacity = window.capacity
        frontOffset = 0
        end = nil
        skipping = .nothing
        mayHaveByteOrderMark = true
    }

    /// A buffer for the lines of an input that begin in `start..<end`; `nil` as `end` is the end of the input.
    ///
    /// - Parameters:
    ///   - streamOffset: Offset in the input of the stream's first byte: the range's first, if a line is known to begin
    ///     there, else the byte before it, since only that one tells.
    package init(window: WindowBuffer, linesFrom start: Int, to end: Int?, streamOffset: Int) {
        precondition(1...Self.lineLimit + 1 ~= window.capacity && (start - 1...start ~= streamOffset))
        self.window = window
        initialCapacity = window.capacity
        frontOffset = streamOffset
        self.end = end
        skipping = streamOffset < start ? .foreign : .nothing
        mayHaveByteOrderMark = false
    }

    /// The whole lines in the window.
    package var lines: RawSpan {
        @_lifetime(borrow self)
        borrowing get { window.bytes(count: cut) }
    }

    /// What stands behind `lines`: the beginning of a line, at the end that of one without a line feed.
    package var openLine: RawSpan {
        @_lifetime(borrow self)
        borrowing get { window.bytes(count: filled).extracting(cut..<filled) }
    }

    /// Offset in the input of the first byte behind `lines`.
    package var nextOffset: Int { frontOffset + cut }

    /// Bytes that were lent and dropped, or passed over as part of this stream's own lines.
    package private(set) var ownBytes = 0

    /// Reads the next window: whether there is one, be it without lines. What was lent must have been dropped before.
    ///
    /// The loop over an input, wherever it stands, is `while try buffer.next(...) { ... }`.
    ///
    /// - Throws: The fault of the source, by the call after the one that lent all lines before it; `interrupted` where
    ///   `stop` was raised after the first window.
    package mutating func next(
        from source: inout some DecodedSource & ~Copyable, unless stop: StopSignal
    ) throws(InputError) -> Bool {
        if let fault { throw fault }
        if isAtEnd { return false }
        if hasBegun, stop.isRaised { throw InputError(.interrupted) }
        hasBegun = true
        do throws(InputError) { try fill(from: &source) } catch { fault = error }
        return true
    }

    /// Reads until the window is full and has at least one whole line, or the stream ends; a source that has lines to
    /// begin with may prefer to leave room. After an error, `lines` still lends the whole lines that were read before it.
    mutating func fill(from source: inout some DecodedSource & ~Copyable) throws(InputError) {
        precondition(cut == 0)
        oversizedLines = 0
        do throws(InputError) {
            while !isAtEnd {
                if filled == window.capacity {
                    if cut > 0 { break }
                    makeRoom()
                }
                if cut > 0, !source.prefersToFill(window.capacity - filled) { break }
                settle()
                // Whole lines that are there already stay in their window.
                let room = cut == 0 ? filled : .max
                switch try unsafe source.readWindow(into: window.writable(filled..<window.capacity), room: room) {
                case .bytes(0): reachEnd(isOpen: source.endsOpen)
                case .bytes(let count): take(count)
                case .unchecked(let count, let last):
                    let unchecked = UncheckedBytes(window, filled + count - last..<filled + count)
                    source.expect(unchecked)
                    self.unchecked = unchecked
                    take(count)
                case .window(let lent, let count):
                    lent.prepend(0..<filled, of: window)
                    source.takeBack(window)
                    window = lent
                    take(count)
                }
            }
        } catch {
            isAtEnd = true
            dropByteOrderMark()
            throw error
        }
        dropByteOrderMark()
    }

    /// Ends the buffer's work and gives its memory away.
    package consuming func finish() -> WindowBuffer {
        settle()
        return window
    }

    /// The bytes of the window whose checksum was not taken yet: whoever gets the window takes it.
    package mutating func handOverUnchecked() -> UncheckedBytes? { unchecked.take() }

    /// Takes the checksum that was not taken yet.
    private mutating func settle() { unchecked.take()?.checksum() }

    /// Drops what was lent; the beginning of the next line rolls to the front. O(that beginning).
    package mutating func roll() {
        settle()
        if window.capacity > initialCapacity, filled - cut < initialCapacity {
            // The buffer grew for one line; it is not kept.
            _ = detach(replacement: WindowBuffer(capacity: initialCapacity))
        } else {
            window.rollToFront(cut..<filled)
            advance()
        }
    }

    /// Gives the window away with the lines it lends, and goes on with `replacement`; bytes whose checksum was not taken yet were
    /// handed over before. O(beginning of the next line).
    package mutating func detach(replacement: WindowBuffer) -> WindowBuffer {
        precondition(unchecked == nil)
        if replacement.capacity < filled - cut { replacement.grow(to: window.capacity, keeping: 0) }
        replacement.copyToFront(cut..<filled, of: window)
        let detached = window
        window = replacement
        advance()
        return detached
    }

    private mutating func advance() {
        if cut > 0 { hole = 0 }
        ownBytes += cut
        frontOffset += cut
        filled -= cut
        cut = 0
    }

    /// The window is full and holds the beginning of one line only.
    private mutating func makeRoom() {
        settle()
        // A hole of NUL bytes in front of a line is no part of it (rule R1), however long it is.
        let hole = window.bytes(count: filled).firstNonzeroIndex(from: 0, to: filled)
        if hole > 0 {
            discard(hole)
            self.hole += hole
        } else if window.capacity <= Self.lineLimit {
            window.grow(to: min(window.capacity * 2, Self.lineLimit + 1), keeping: filled)
        } else {
            skipping = .oversized
            mayHaveByteOrderMark = false
            discard(filled)
        }
    }

    /// Takes `count` bytes that were read behind `filled`.
    private mutating func take(_ count: Int) {
        var searchStart = filled
        filled += count
        if skipping != .nothing {
            let lineFeed = firstLineFeed(from: searchStart, to: filled)
            let isOversized = skipping == .oversized
            hole = 0
            discard(min(lineFeed + 1, filled))
            guard lineFeed < searchStart + count else { return }
            if isOversized { oversizedLines += 1 }
            skipping = .nothing
            searchStart = 0
        }
        if let last = window.bytes(count: filled).lastIndex(of: UInt8(ascii: "\n"), from: searchStart, to: filled) {
            cut = last + 1
        }
        if let end, cut > 0 ? frontOffset + cut >= end : frontOffset - hole >= end { stop(before: end) }
    }

    /// Ends behind the last line that begins before `end`, which is in the window or stood before it.
    private mutating func stop(before end: Int) {
        isAtEnd = true
        cut = frontOffset - hole < end ? firstLineFeed(from: max(end - 1 - frontOffset, 0), to: cut) + 1 : 0
    }

    private mutating func reachEnd(isOpen: Bool) {
        isAtEnd = true
        guard !isOpen else { return }
        if skipping == .oversized { oversizedLines += 1 }
        skipping = .nothing
        // A hole alone is no line.
        if window.bytes(count: filled).firstNonzeroIndex(from: cut, to: filled) < filled { cut = filled }
    }

    /// Drops the buffer's first `count` bytes.
    private mutating func discard(_ count: Int) {
        settle()
        window.rollToFront(count..<filled)
        if skipping != .foreign { ownBytes += count }
        frontOffset += count
        filled -= count
    }

    /// Drops a UTF-8 byte order mark at the start of an input (rule R1), once its first lines are lent.
    private mutating func dropByteOrderMark() {
        guard mayHaveByteOrderMark, cut > 0 else { return }
        mayHaveByteOrderMark = false
        // It stands behind a hole, where there is one.
        let start = window.bytes(count: cut).firstNonzeroIndex(from: 0, to: cut)
        guard hasByteOrderMark(at: start) else { return }
        discard(start + 3)
        cut -= start + 3
    }

    private func hasByteOrderMark(at start: Int) -> Bool {
        let bytes = window.bytes(count: cut)
        return cut - start >= 3 && bytes.byte(at: start) == 0xEF && bytes.byte(at: start + 1) == 0xBB
            && bytes.byte(at: start + 2) == 0xBF
    }

    private func firstLineFeed(from start: Int, to end: Int) -> Int {
        window.bytes(count: filled).firstIndex(of: UInt8(ascii: "\n"), from: start, to: end)
    }
}
