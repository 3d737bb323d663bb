/// One envelope at work: what it remembers from line to line.
struct EnvelopeLayer: Sendable {
    let envelope: Envelope
    private var clock = EnvelopeClock()
    private var fields: JSONFields
    /// The streams whose last line was a piece that another one follows, one bit each.
    private(set) var openStreams: UInt8 = 0

    /// What `openPrefix` says of a piece, and of what has no such prefix.
    static let piece = -1, stranger = -2

    private static let stdout: UInt8 = 1, stderr: UInt8 = 2

    init(_ envelope: Envelope) {
        self.envelope = envelope
        let keys: [String] =
            switch envelope {
            case .dockerJSON: ["log", "time", "stream"]
            case .journald: ["MESSAGE", "__REALTIME_TIMESTAMP"]
            case .loki: ["line", "timestamp", "labels"]
            default: []
            }
        fields = JSONFields(JSONKeyTree(keys.map { [.key(Array($0.utf8))] })!)
    }

    // MARK: Prefixes

    /// Where the line behind the prefix begins that stands at `start`, or `piece`, or `stranger`. No prefix goes beyond a line feed,
    /// so that `end` may be that of the window. O(prefix).
    mutating func openPrefix(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        let place: Int? =
            switch envelope {
            case .syslog: endOfSyslog(bytes, start, end)
            case .syslog5424: endOfSyslog5424(bytes, start, end)
            case .syslogISO: endOfSyslogISO(bytes, start, end)
            case .cri: endOfCRI(bytes, start, end)
            case .compose: endOfCompose(bytes, start, end)
            case .kubectl: endOfKubectl(bytes, start, end)
            case .timestamp: endOfTimestamp(bytes, start, end)
            case .dockerJSON, .journald, .loki: nil
            }
        return place ?? Self.stranger
    }

    private mutating func endOfSyslog(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard let time = Self.endOfPriority(bytes, start, end) else { return nil }
        return clock.endOfShort(bytes, time, end).flatMap { Self.endOfTag(bytes, $0, end, mayLackHost: true) }
    }

    private mutating func endOfSyslogISO(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard let time = Self.endOfPriority(bytes, start, end) else { return nil }
        return endOfTimestamp(bytes, time, end).flatMap { Self.endOfTag(bytes, $0, end, mayLackHost: false) }
    }

    /// The place behind `host tag: `, or `tag: ` alone, as servers send it that leave the host to the daemon. Behind an ISO time
    /// there always is a host: `heroku[router]: ` alone is no tag of a system's log.
    @inline(__always)
    private static func endOfTag(_ bytes: RawSpan, _ start: Int, _ end: Int, mayLackHost: Bool) -> Int? {
        guard let host = FieldSearch.endOfWord(bytes, from: start, to: end), mayBeginName(bytes.byte(at: start)) else {
            return nil
        }
        if bytes.byte(at: host &- 1) == UInt8(ascii: ":") { return mayLackHost ? host &+ 1 : nil }
        guard let tag = FieldSearch.endOfWord(bytes, from: host &+ 1, to: end),
            bytes.byte(at: tag &- 1) == UInt8(ascii: ":"), mayBeginName(bytes.byte(at: host &+ 1))
        else { return nil }
        return tag &+ 1
    }

    @inline(__always)
    private static func mayBeginName(_ byte: UInt8) -> Bool {
        byte.isLetter || FieldProof.isDigit(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "(")
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    /// The place behind `<0>` to `<191>`; `start` where there is none, nil where one is wrong.
    @inline(__always)
    private static func endOfPriority(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard start < end, bytes.byte(at: start) == UInt8(ascii: "<") else { return start }
        var (index, number) = (start &+ 1, 0)
        while index < end, index <= start &+ 3, FieldProof.isDigit(bytes.byte(at: index)) {
            number = number &* 10 &+ Int(bytes.byte(at: index) &- 0x30)
            index &+= 1
        }
        guard index > start &+ 1, number <= 191, index < end, bytes.byte(at: index) == UInt8(ascii: ">") else {
            return nil
        }
        return index &+ 1
    }

    private mutating func endOfSyslog5424(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard let version = Self.endOfPriority(bytes, start, end), version > start, version &+ 2 < end,
            bytes.byte(at: version) == UInt8(ascii: "1"), bytes.byte(at: version &+ 1) == UInt8(ascii: " ")
        else { return nil }
        var index = version &+ 2
        if bytes.byte(at: index) == UInt8(ascii: "-") {
            index &+= 1
        } else {
            guard let time = clock.endOfISO(bytes, index, end) else { return nil }
            index = time
        }
        guard index < end, bytes.byte(at: index) == UInt8(ascii: " ") else { return nil }
        // Host, application, process and kind of the message.
        for _ in 0..<4 {
            guard let word = FieldSearch.endOfWord(bytes, from: index &+ 1, to: end) else { return nil }
            index = word
        }
        guard let data = Self.endOfData(bytes, index &+ 1, end) else { return nil }
        guard data < end, bytes.byte(at: data) == UInt8(ascii: " ") else { return Self.isLineEnd(bytes, data, end) }
        // A byte order mark says that the message is UTF-8.
        let hasMark = data &+ 4 <= end && bytes.word32(at: data) == 0xBFBB_EF20
        return data &+ (hasMark ? 4 : 1)
    }

    /// The place behind structured data: `-`, or elements in brackets, with values in quotes in which a backslash escapes.
    private static func endOfData(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard start < end else { return nil }
        if bytes.byte(at: start) == UInt8(ascii: "-") { return start + 1 }
        var index = start
        while index < end, bytes.byte(at: index) == UInt8(ascii: "[") {
            var isQuoted = false
            index += 1
            while true {
                guard index < end else { return nil }
                let byte = bytes.byte(at: index)
                index += 1
                if byte == UInt8(ascii: "\n") { return nil }
                if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                if byte == UInt8(ascii: "\\"), isQuoted {
                    guard index < end, bytes.byte(at: index) != UInt8(ascii: "\n") else { return nil }
                    index += 1
                }
                if byte == UInt8(ascii: "]"), !isQuoted { break }
            }
        }
        return index > start ? index : nil
    }

    /// `place`, where a line ends there.
    private static func isLineEnd(_ bytes: RawSpan, _ place: Int, _ end: Int) -> Int? {
        place == end || bytes.byte(at: place) == UInt8(ascii: "\n") || bytes.byte(at: place) == UInt8(ascii: "\r")
            ? place : nil
    }

    private mutating func endOfCRI(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard let stream = endOfTimestamp(bytes, start, end), stream &+ 8 <= end,
            let isError = Self.isError(bytes, stream..<stream &+ 6), bytes.byte(at: stream &+ 6) == UInt8(ascii: " ")
        else { return nil }
        // Tags, with colons between them: the first one tells whether the line goes on.
        let tag = bytes.byte(at: stream &+ 7)
        guard tag == UInt8(ascii: "F") || tag == UInt8(ascii: "P") else { return nil }
        let behind = stream &+ 8 < end ? bytes.byte(at: stream &+ 8) : UInt8(ascii: "\n")
        var index = stream &+ 8
        if behind == UInt8(ascii: ":") {
            guard let word = FieldSearch.endOfWord(bytes, from: index, to: end) else { return nil }
            index = word
        } else if behind != UInt8(ascii: " ") {
            guard Self.isLineEnd(bytes, index, end) != nil else { return nil }
            return isPiece(isError, goesOn: tag == UInt8(ascii: "P")) ? Self.piece : index
        }
        return isPiece(isError, goesOn: tag == UInt8(ascii: "P")) ? Self.piece : index &+ 1
    }

    /// Whether a stream is stderr; nil where it is neither of the two.
    @inline(__always)
    private static func isError(_ bytes: RawSpan, _ stream: Range<Int>) -> Bool? {
        bytes.spells("stdout", stream) ? false : bytes.spells("stderr", stream) ? true : nil
    }

    /// Whether a line of a stream is a piece: the line goes on, or it is what a piece before it goes on with.
    private mutating func isPiece(_ isError: Bool, goesOn: Bool) -> Bool {
        let stream = isError ? Self.stderr : Self.stdout
        let isPiece = goesOn || openStreams & stream != 0
        openStreams = goesOn ? openStreams | stream : openStreams & ~stream
        return isPiece
    }

    private func endOfCompose(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        let name = Self.endOfColour(bytes, start, end)
        guard let space = FieldSearch.endOfWord(bytes, from: name, to: end), space &- name <= 255,
            bytes.byte(at: name).isLetter || FieldProof.isDigit(bytes.byte(at: name))
        else { return nil }
        var bar = space
        while bar < end, bytes.byte(at: bar) == UInt8(ascii: " ") { bar &+= 1 }
        guard bar < end, bytes.byte(at: bar) == UInt8(ascii: "|"),
            // Names of containers end with a number, and those that were chosen are filled up with spaces.
            bar &- space > 1 || FieldProof.isDigit(bytes.byte(at: space &- 1)) && bytes.byte(at: name).isLetter
        else { return nil }
        let line = Self.endOfColour(bytes, bar &+ 1, end)
        guard line < end, bytes.byte(at: line) == UInt8(ascii: " ") else {
            return Self.isLineEnd(bytes, line, end)
        }
        return Self.endOfColour(bytes, line &+ 1, end)
    }

    /// The place behind the escapes for colours that begin at `start`.
    @inline(__always)
    static func endOfColour(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, bytes.byte(at: index) == 0x1B {
            guard let next = endOfColourCode(bytes, index &+ 1, end) else { return index }
            index = next
        }
        return index
    }

    /// The place behind `[`, digits and semicolons, and `m`; nil where they do not stand at `start`.
    private static func endOfColourCode(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard start < end, bytes.byte(at: start) == UInt8(ascii: "[") else { return nil }
        var index = start + 1
        while index < end, FieldProof.isDigit(bytes.byte(at: index)) || bytes.byte(at: index) == UInt8(ascii: ";") {
            index += 1
        }
        return index < end && bytes.byte(at: index) == UInt8(ascii: "m") ? index + 1 : nil
    }

    private func endOfKubectl(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard let word = FieldSearch.endOfWord(bytes, from: start, to: end), word &- start > 7,
            bytes.spells("[pod/", start..<start &+ 5), bytes.byte(at: word &- 1) == UInt8(ascii: "]")
        else { return nil }
        return word &+ 1
    }

    @inline(__always)
    private mutating func endOfTimestamp(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard let time = clock.endOfISO(bytes, start, end), time < end, bytes.byte(at: time) == UInt8(ascii: " ") else {
            return nil
        }
        return time &+ 1
    }

    // MARK: JSON

    /// Finds the line in the JSON object that is all of `line`, and appends it to `target`, its escapes undone, with a line feed
    /// behind it; nothing is appended where it is none, or has line feeds in it. O(line).
    mutating func openJSON(_ bytes: RawSpan, _ line: Range<Int>, into target: inout ScratchBuffer) -> EnvelopeFinding {
        let start = target.count
        if let other = appendText(bytes, line, to: &target) { return other }
        let end = Self.endOfText(target.bytes, start)
        target.truncate(to: end)
        guard target.bytes.firstIndexFar(of: UInt8(ascii: "\n"), from: start, to: end) == end else {
            target.truncate(to: start)
            return .stranger
        }
        target.append(UInt8(ascii: "\n"))
        return .line(start..<end)
    }

    /// Appends the text in the JSON object that is all of `line`; where it has none, what it is instead. O(line).
    @inline(__always)
    private mutating func appendText(
        _ bytes: RawSpan, _ line: Range<Int>, to target: inout ScratchBuffer
    ) -> EnvelopeFinding? {
        if envelope == .dockerJSON, openStreams == 0, DockerLine.open(bytes, line, &clock, into: &target) { return nil }
        let (value, goesOn) = locate(bytes, line)
        guard let value else { return goesOn ? .piece : .stranger }
        let front = Self.endOfEscapedColour(bytes, value.range)
        if value.kind == .string {
            target.append(bytes, front..<value.range.upperBound)
        } else {
            _ = LocatedJSON(kind: .escapedString, range: front..<value.range.upperBound)
                .undoEscapes(in: bytes, into: &target)
        }
        return nil
    }

    /// Whether the object has keys beside those of the envelope. For first lines: that it may be another log's. O(line).
    func hasOtherKeys(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
        let known: [String]
        switch envelope {
        case .dockerJSON: known = ["log", "time", "stream", "attrs"]
        case .loki: known = ["line", "timestamp", "labels"]
        default: return false
        }
        guard let object = JSONLeaves(bytes.extracting(line).array, 0..<line.count) else { return true }
        return object.leaves.contains { path, _ in
            guard case .key(let key)? = path.first else { return true }
            return !known.contains { $0.utf8.elementsEqual(key) }
        }
    }

    private mutating func locate(_ bytes: RawSpan, _ line: Range<Int>) -> (value: LocatedJSON?, goesOn: Bool) {
        guard fields.read(bytes, line) else { return (nil, false) }
        let (text, time) = (fields[1], fields[2])
        guard text.isString else { return (nil, false) }
        switch envelope {
        case .dockerJSON:
            let stream = fields[4]
            guard stream.kind == .string, isTime(bytes, time), let isError = Self.isError(bytes, stream.range) else {
                return (nil, false)
            }
            let isPiece = isPiece(isError, goesOn: !Self.endsWithLineFeed(bytes, text))
            return isPiece ? (nil, true) : (text, false)
        case .journald:
            let isNumber = !time.range.isEmpty && time.range.allSatisfy { FieldProof.isDigit(bytes.byte(at: $0)) }
            return isNumber && time.range.count >= 15 ? (text, false) : (nil, false)
        default:
            let isLabelled = fields[4].kind == .other && bytes.byte(at: fields[4].range.lowerBound) == UInt8(ascii: "{")
            return isLabelled && isTime(bytes, time) ? (text, false) : (nil, false)
        }
    }

    @inline(__always)
    private mutating func isTime(_ bytes: RawSpan, _ value: LocatedJSON) -> Bool {
        // The quote behind it is none of its bytes, and no zone.
        value.kind == .string
            && clock.endOfISO(bytes, value.range.lowerBound, value.range.upperBound + 1) == value.range.upperBound
    }

    /// Whether a string that was checked ends with `\n`, and not with `n` behind a backslash that is escaped itself.
    private static func endsWithLineFeed(_ bytes: RawSpan, _ value: LocatedJSON) -> Bool {
        let end = value.range.upperBound
        guard value.kind == .escapedString else { return false }
        let isLong = value.range.count >= 6 && bytes.spells("u000a", end - 5..<end, foldingCase: true)
        guard isLong || bytes.byte(at: end - 1) == UInt8(ascii: "n") else { return false }
        var front = end - (isLong ? 5 : 1)
        let letter = front
        while front > value.range.lowerBound, bytes.byte(at: front - 1) == UInt8(ascii: "\\") { front -= 1 }
        return (letter - front) % 2 == 1
    }

    /// The place behind escapes for colours that stand in front of a string, themselves escaped or not.
    private static func endOfEscapedColour(_ bytes: RawSpan, _ string: Range<Int>) -> Int {
        var index = string.lowerBound
        while index < string.upperBound {
            let escape = min(index + 6, string.upperBound)
            let code =
                bytes.byte(at: index) == 0x1B
                ? index + 1 : bytes.spells("\\u001b", index..<escape, foldingCase: true) ? escape : nil
            guard let code, let next = endOfColourCode(bytes, code, string.upperBound) else { return index }
            index = next
        }
        return index
    }

    /// Where the text from `start` on ends without its line end, and without escapes for colours behind it. O(escapes).
    private static func endOfText(_ bytes: RawSpan, _ start: Int) -> Int {
        var end = bytes.byteCount
        if end > start, bytes.byte(at: end - 1) == UInt8(ascii: "\n") { end -= 1 }
        if end > start, bytes.byte(at: end - 1) == UInt8(ascii: "\r") { end -= 1 }
        while end > start, bytes.byte(at: end - 1) == UInt8(ascii: "m") {
            var escape = end - 2
            while escape > start,
                FieldProof.isDigit(bytes.byte(at: escape)) || bytes.byte(at: escape) == UInt8(ascii: ";")
            {
                escape -= 1
            }
            guard escape > start, bytes.byte(at: escape) == UInt8(ascii: "["), bytes.byte(at: escape - 1) == 0x1B else {
                break
            }
            end = escape - 1
        }
        return end
    }

    // MARK: Pieces

    /// Lines that leave the streams open that are open now: whoever passes over them goes on where this one is.
    var openPieces: [UInt8] {
        [(Self.stdout, "stdout"), (Self.stderr, "stderr")].filter { openStreams & $0.0 != 0 }.flatMap { _, stream in
            let time = "2000-01-01T00:00:00Z"
            let line =
                envelope == .cri
                ? "\(time) \(stream) P \n" : "{\"log\":\"x\",\"stream\":\"\(stream)\",\"time\":\"\(time)\"}\n"
            return Array(line.utf8)
        }
    }
}
