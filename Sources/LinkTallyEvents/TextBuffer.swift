import LinkTallyCore
import LinkTallyInput
import LinkTallyPayments

/// Turns a stream of decoded bytes into texts: lines, as many to a text as a JSON document takes.
///
/// Where a document ends is seen from the lines' ends alone. Behind a `}` or a `]` a document that is not at its end has a
/// comma or another of them, and its strings have no line feed. So a line that ends with `}` or `]` is a document's last where
/// anything else comes next; and a text that does not begin with `{` or `[` is a line. Where a document has a fault, its text can
/// have more than that document: `EventReader` takes it apart.
///
/// Invariants, between calls:
/// - bytes `lent` of `window` are the text that is lent, `rest..<filled` those behind it;
/// - `filled + PaddedJSON.padding <= window.capacity <= textLimit + 1 + PaddedJSON.padding`.
struct TextBuffer: ~Copyable {
    /// The most bytes that a text may have.
    static let textLimit = 64 << 20

    /// What `next` found.
    enum Step { case text, tooLong, end }

    /// The line on which the text begins, from 1.
    private(set) var line = 1

    private let textLimit: Int
    private let window: WindowBuffer
    private var lent = 0..<0
    private var rest = 0
    private var filled = 0
    private var isAtEnd = false
    /// Why nothing more can be read.
    private var failure: InputError?
    private var isStarted = false
    /// Line feeds from the beginning of the text to `rest`.
    private var lineFeeds = 0

    /// - Parameters:
    ///   - capacity: Bytes that are read at a time.
    ///   - textLimit: The most bytes that a text may have.
    init(capacity: Int = 1 << 20, textLimit: Int = Self.textLimit) {
        precondition(capacity >= 3 && capacity <= textLimit)
        self.textLimit = textLimit
        window = WindowBuffer(capacity: capacity + PaddedJSON.padding)
    }

    /// The text that was found last.
    var text: PaddedJSON {
        @_lifetime(borrow self)
        borrowing get { PaddedJSON(window.bytes(count: filled + PaddedJSON.padding), lent) }
    }

    /// Goes to the next text. One that is too long is passed over.
    mutating func next(from source: DecodedInput) throws(InputError) -> Step {
        if !isStarted { try start(source) }
        line += lineFeeds
        lineFeeds = 0
        var searched = rest
        // Where the line begins that is looked at, from `rest`.
        var lineStart = 0
        var isDocument = false
        while true {
            let lineFeed = window.bytes(count: filled).firstIndex(of: UInt8(ascii: "\n"), from: searched, to: filled)
            if lineFeed < filled {
                if lineFeeds == 0 { isDocument = window.bytes(count: filled).begins(rest..<lineFeed, PaddedJSON.opens) }
                lineFeeds += 1
                let line = rest + lineStart..<lineFeed
                lineStart = lineFeed + 1 - rest
                let isWhole = !isDocument || endsDocument(line, source)
                // The bytes may have moved.
                searched = rest + lineStart
                guard isWhole else { continue }
                lent = rest..<searched - 1
                rest = searched
                return .text
            }
            if isAtEnd {
                lent = rest..<filled
                rest = filled
                return lent.isEmpty ? .end : .text
            }
            searched = filled - rest
            guard makeRoom() else {
                if lineFeeds == 0 { try skipLine(source) } else { try skipDocument(source) }
                return .tooLong
            }
            try read(source)
        }
    }

    /// Passes over a byte order mark.
    private mutating func start(_ source: DecodedInput) throws(InputError) {
        isStarted = true
        while !isAtEnd, filled < 3 { try read(source) }
        if hasByteOrderMark {
            rest = 3
            lent = 3..<3
        }
    }

    private var hasByteOrderMark: Bool {
        let bytes = window.bytes(count: filled)
        return filled >= 3 && bytes.byte(at: 0) == 0xEF && bytes.byte(at: 1) == 0xBB && bytes.byte(at: 2) == 0xBF
    }

    /// Whether a line is a document's last. Reads on where what comes next is not there yet.
    private mutating func endsDocument(_ line: Range<Int>, _ source: DecodedInput) -> Bool {
        // Of a blank line the one before it has told.
        guard let last = window.bytes(count: filled).lastVisible(in: line), PaddedJSON.closes(last) else {
            return false
        }
        var looked = line.upperBound + 1
        while true {
            let next = window.bytes(count: filled).firstVisible(in: looked..<filled)
            if let next { return !PaddedJSON.goesOn(next) }
            looked = filled - rest
            // White space that has no room ends a text, too.
            guard !isAtEnd, makeRoom() else { return true }
            looked += rest
            // What stands before a fault counts.
            do throws(InputError) { try read(source) } catch { return true }
        }
    }

    /// Passes over a line that has no room, up to its line feed.
    private mutating func skipLine(_ source: DecodedInput) throws(InputError) {
        while true {
            empty()
            guard !isAtEnd else { return }
            try read(source)
            let lineFeed = window.bytes(count: filled).firstIndex(of: UInt8(ascii: "\n"), from: 0, to: filled)
            guard lineFeed == filled else {
                rest = lineFeed + 1
                lineFeeds += 1
                return
            }
        }
    }

    /// Passes over lines that have no room, up to where a document can begin.
    private mutating func skipDocument(_ source: DecodedInput) throws(InputError) {
        var last: UInt8 = 0
        var isLineEnd = false
        lineFeeds = 0
        while true {
            for offset in rest..<filled {
                let byte = window.bytes(count: filled).byte(at: offset)
                if byte == 0x0A {
                    isLineEnd = true
                    lineFeeds += 1
                } else if !PaddedJSON.isSpace(byte) {
                    if isLineEnd, PaddedJSON.closes(last), !PaddedJSON.goesOn(byte) {
                        rest = offset
                        return
                    }
                    last = byte
                    isLineEnd = false
                }
            }
            empty()
            guard !isAtEnd else { return }
            try read(source)
        }
    }

    private mutating func empty() {
        filled = 0
        rest = 0
        lent = 0..<0
    }

    /// Makes room to read more behind the beginning of a text; false where it is as long as a text may be.
    private mutating func makeRoom() -> Bool {
        window.rollToFront(rest..<filled)
        filled -= rest
        rest = 0
        lent = 0..<0
        guard filled + PaddedJSON.padding == window.capacity else { return true }
        guard filled <= textLimit else { return false }
        window.grow(to: min(2 * filled, textLimit + 1) + PaddedJSON.padding, keeping: filled)
        return true
    }

    private mutating func read(_ source: DecodedInput) throws(InputError) {
        if let failure { throw failure }
        let count: Int
        do throws(InputError) {
            count = try unsafe source.read(into: window.writable(filled..<window.capacity - PaddedJSON.padding))
        } catch {
            failure = error
            throw error
        }
        filled += count
        isAtEnd = count == 0
        // The parser reads what is behind a text.
        unsafe window.writable(filled..<filled + PaddedJSON.padding).initializeMemory(as: UInt8.self, repeating: 0)
    }
}

extension RawSpan {
    /// Whether the first byte of `range` that is no white space is such a one.
    fileprivate func begins(_ range: Range<Int>, _ isSuch: (UInt8) -> Bool) -> Bool {
        firstVisible(in: range).map(isSuch) ?? false
    }

    /// The first byte of `range` that is no white space.
    fileprivate func firstVisible(in range: Range<Int>) -> UInt8? {
        for offset in range where !PaddedJSON.isSpace(byte(at: offset)) { return byte(at: offset) }
        return nil
    }

    /// The last byte of `range` that is no white space.
    fileprivate func lastVisible(in range: Range<Int>) -> UInt8? {
        for offset in range.reversed() where !PaddedJSON.isSpace(byte(at: offset)) { return byte(at: offset) }
        return nil
    }
}
