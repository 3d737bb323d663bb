import LinkTallyCore
import LinkTallyPayments

/// Turns a stream of decoded bytes into JSON texts: its lines, or all of it where it is one document over many lines.
///
/// It is one document where its first byte is a `[`, or a `{` that stands alone on its line, white space passed over: no line of
/// JSON lines looks like that, and everything that writes JSON over many lines does.
///
/// Invariants, between calls:
/// - bytes `lent` of `window` are the text that is lent, `rest..<filled` those behind it;
/// - `filled + JSONText.padding <= window.capacity <= textLimit + 1 + JSONText.padding`.
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
    /// Whether the input is one document; known once `next` was called.
    private(set) var isDocument = false
    private var isStarted = false

    /// - Parameters:
    ///   - capacity: Bytes that are read at a time.
    ///   - textLimit: The most bytes that a text may have.
    init(capacity: Int = 1 << 20, textLimit: Int = Self.textLimit) {
        precondition(capacity >= 3 && capacity <= textLimit)
        self.textLimit = textLimit
        window = WindowBuffer(capacity: capacity + JSONText.padding)
    }

    /// The text that was found last.
    var text: JSONText {
        @_lifetime(borrow self)
        borrowing get { JSONText(window.bytes(count: filled + JSONText.padding), lent) }
    }

    /// Goes to the next text. One that is too long is passed over; of a document, all of it.
    mutating func next(from source: DecodedInput) throws(InputError) -> Step {
        if !isStarted { try start(source) }
        if isDocument { return try document(source) }
        line += lent.upperBound < rest ? 1 : 0
        var searched = rest
        while true {
            let lineFeed = window.bytes(count: filled).firstIndex(of: UInt8(ascii: "\n"), from: searched, to: filled)
            if lineFeed < filled {
                lent = rest..<lineFeed
                rest = lineFeed + 1
                return .text
            }
            if isAtEnd {
                lent = rest..<filled
                rest = filled
                return lent.isEmpty ? .end : .text
            }
            searched = filled - rest
            guard makeRoom() else {
                try skipLine(source)
                return .tooLong
            }
            try read(source)
        }
    }

    /// Passes over a byte order mark, and reads what tells lines from a document.
    private mutating func start(_ source: DecodedInput) throws(InputError) {
        isStarted = true
        while !isAtEnd, filled < 3 { try read(source) }
        if hasByteOrderMark {
            rest = 3
            lent = 3..<3
        }
        while !isAtEnd, kind() == nil, filled + JSONText.padding < window.capacity { try read(source) }
        isDocument = kind() ?? false
    }

    private var hasByteOrderMark: Bool {
        let bytes = window.bytes(count: filled)
        return filled >= 3 && bytes.byte(at: 0) == 0xEF && bytes.byte(at: 1) == 0xBB && bytes.byte(at: 2) == 0xBF
    }

    /// Whether the input is a document; nil where what was read does not tell.
    private func kind() -> Bool? {
        let bytes = window.bytes(count: filled)
        guard let first = (rest..<filled).first(where: { !JSONText.isSpace(bytes.byte(at: $0)) }) else { return nil }
        guard bytes.byte(at: first) == UInt8(ascii: "{") else { return bytes.byte(at: first) == UInt8(ascii: "[") }
        let next = (first + 1..<filled).first { bytes.byte(at: $0) == 0x0A || !JSONText.isSpace(bytes.byte(at: $0)) }
        return next.map { bytes.byte(at: $0) == 0x0A }
    }

    private mutating func document(_ source: DecodedInput) throws(InputError) -> Step {
        while !isAtEnd {
            guard makeRoom() else { return try skipDocument(source) }
            try read(source)
        }
        lent = rest..<filled
        rest = filled
        return lent.isEmpty ? .end : .text
    }

    private mutating func skipDocument(_ source: DecodedInput) throws(InputError) -> Step {
        while !isAtEnd {
            filled = 0
            try read(source)
        }
        rest = 0
        filled = 0
        return .tooLong
    }

    /// Passes over a line that has no room, up to its line feed.
    private mutating func skipLine(_ source: DecodedInput) throws(InputError) {
        while true {
            filled = 0
            rest = 0
            lent = 0..<0
            guard !isAtEnd else { return }
            try read(source)
            let lineFeed = window.bytes(count: filled).firstIndex(of: UInt8(ascii: "\n"), from: 0, to: filled)
            guard lineFeed == filled else {
                // So that the next text is on the next line.
                lent = 0..<lineFeed
                rest = lineFeed + 1
                return
            }
        }
    }

    /// Makes room to read more behind the beginning of a text; false where it is as long as a text may be.
    private mutating func makeRoom() -> Bool {
        window.rollToFront(rest..<filled)
        filled -= rest
        rest = 0
        lent = 0..<0
        guard filled + JSONText.padding == window.capacity else { return true }
        guard filled <= textLimit else { return false }
        window.grow(to: min(2 * filled, textLimit + 1) + JSONText.padding, keeping: filled)
        return true
    }

    private mutating func read(_ source: DecodedInput) throws(InputError) {
        let count = try unsafe source.read(into: window.writable(filled..<window.capacity - JSONText.padding))
        filled += count
        isAtEnd = count == 0
        // The parser reads what is behind a text.
        unsafe window.writable(filled..<filled + JSONText.padding).initializeMemory(as: UInt8.self, repeating: 0)
    }
}
