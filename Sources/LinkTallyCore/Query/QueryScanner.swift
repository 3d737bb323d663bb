/// Finds the six parameters in a query string and judges their values, in one pass, without allocating.
///
/// The rules are R3 to R8 of the article Rules: `&` separates, the first `=` splits, names and
/// values are form-decoded once, names are compared whole and case-sensitively, the first occurrence of a name is
/// judged, a `#` ends the query.
///
/// ```swift
/// let verdicts = QueryScanner().verdicts(of: "utm_source=chatgpt.com&utm_medium=referral".utf8.span)
/// verdicts[.source]  // .rejected(.invalidByte)
/// verdicts[.medium]  // .accepted
/// ```
public struct QueryScanner: Sendable {
    public init() {}

    /// The verdicts of `query`: the bytes behind the `?`. O(n), no allocation.
    ///
    /// Traps on a query of 4 GiB or more: offsets are 32 bits wide.
    public func verdicts(of query: Span<UInt8>) -> QueryVerdicts {
        var verdicts = QueryVerdicts()
        let bytes = unsafe query.bytes
        precondition(bytes.byteCount <= Int(UInt32.max))
        scan(bytes, from: 0, to: bytes.byteCount, into: &verdicts)
        return verdicts
    }

    /// Judges the query in `start..<end` of `bytes`; offsets in `verdicts` count from the start of `bytes`. O(n).
    @inline(__always)
    func scan(_ bytes: RawSpan, from start: Int, to end: Int, into verdicts: inout QueryVerdicts) {
        verdicts.removeAll()
        var index = start
        while index < end {
            if let (parameter, value) = quickName(in: bytes, at: index, to: end) {
                index = judge(parameter, in: bytes, from: value, to: end, into: &verdicts)
            } else {
                index = skipOrSpell(in: bytes, at: index, to: end, into: &verdicts)
            }
            guard index < end else { return }
            guard bytes.byte(at: index) == UInt8(ascii: "&") else {
                // A fragment, in which parameters may stand.
                verdicts.hasSuspect = true
                return
            }
            index &+= 1
        }
    }

    /// The parameter whose name and `=` stand at `index` as they are, and where its value begins; by word compares.
    ///
    /// Nil says only that the quick way does not see one: the name may be escaped, without `=`, or near the end of the
    /// span.
    @inline(__always)
    func quickName(in bytes: RawSpan, at index: Int, to end: Int) -> (Parameter, Int)? {
        guard index &+ 20 <= bytes.byteCount else { return nil }
        let found: (Parameter, Int)
        switch bytes.word64(at: index) {
        case 0x7275_6F73_5F6D_7475:  // utm_sour
            guard bytes.word32(at: index &+ 8) & 0xFF_FFFF == 0x3D_6563 else { return nil }  // ce=
            found = (.source, index &+ 11)
        case 0x6964_656D_5F6D_7475:  // utm_medi
            guard bytes.word32(at: index &+ 8) & 0xFF_FFFF == 0x3D_6D75 else { return nil }  // um=
            found = (.medium, index &+ 11)
        case 0x706D_6163_5F6D_7475:  // utm_camp
            guard bytes.word64(at: index &+ 8) & 0xFF_FFFF_FFFF == 0x3D_6E67_6961 else { return nil }  // aign=
            found = (.campaign, index &+ 13)
        case 0x6D72_6574_5F6D_7475:  // utm_term
            guard bytes.byte(at: index &+ 8) == UInt8(ascii: "=") else { return nil }
            found = (.term, index &+ 9)
        case 0x746E_6F63_5F6D_7475:  // utm_cont
            guard bytes.word32(at: index &+ 8) == 0x3D74_6E65 else { return nil }  // ent=
            found = (.content, index &+ 12)
        case 0x725F_746E_6569_6C63:  // client_r
            guard bytes.word64(at: index &+ 8) == 0x6563_6E65_7265_6665,  // eference
                bytes.word32(at: index &+ 16) == 0x3D64_695F  // _id=
            else { return nil }
            found = (.reference, index &+ 20)
        default:
            return nil
        }
        // The words may reach past the query: then the `=` does, too.
        return found.1 <= end ? found : nil
    }

    /// Judges the value that begins at `value`; returns the place of the `&` or `#` behind it, or `end`.
    @inline(__always)
    private func judge(
        _ parameter: Parameter, in bytes: RawSpan, from value: Int, to end: Int, into verdicts: inout QueryVerdicts
    ) -> Int {
        let plainEnd = bytes.endOfValueBytes(from: value, to: end)
        guard !verdicts.present.contains(parameter) else {
            verdicts.records[Int(parameter.rawValue)].duplicates &+= 1
            verdicts.hasDuplicates = true
            return Self.endOfPiece(in: bytes, from: plainEnd, to: end)
        }
        let flag = ParameterSet(parameter)
        verdicts.present.insert(flag)
        if plainEnd == end || Self.endsPiece(bytes.byte(at: plainEnd)) {
            let length = plainEnd &- value
            let rejection: RejectionReason? = length == 0 ? .empty : length > parameter.limit ? .tooLong : nil
            if rejection == nil { verdicts.accepted.insert(flag) }
            verdicts.records[Int(parameter.rawValue)] = ValueRecord(
                offset: UInt32(truncatingIfNeeded: value), length: UInt32(truncatingIfNeeded: length),
                decodedLength: rejection == nil ? UInt8(truncatingIfNeeded: length) : 0, rejection: rejection)
            return plainEnd
        }
        return judgeDecoded(parameter, in: bytes, from: value, plainEnd: plainEnd, to: end, into: &verdicts)
    }

    /// The slow path of `judge`: the value has a byte outside the alphabet, which an escape may yet explain.
    @inline(never)
    private func judgeDecoded(
        _ parameter: Parameter, in bytes: RawSpan, from value: Int, plainEnd: Int, to end: Int,
        into verdicts: inout QueryVerdicts
    ) -> Int {
        let valueEnd = Self.endOfPiece(in: bytes, from: plainEnd, to: end)
        var decoder = FormDecoder(value..<valueEnd)
        var length = 0
        var isValid = true
        // One byte past the limit decides, however long the value is.
        while length <= parameter.limit, let byte = decoder.next(in: bytes) {
            length &+= 1
            isValid = isValid && ValueAlphabet.contains(byte)
        }
        let rejection: RejectionReason? = length > parameter.limit ? .tooLong : isValid ? nil : .invalidByte
        // Behind a `;` or a `?` of it another parameter may stand.
        if rejection == nil { verdicts.accepted.insert(ParameterSet(parameter)) } else { verdicts.hasSuspect = true }
        verdicts.records[Int(parameter.rawValue)] = ValueRecord(
            offset: UInt32(truncatingIfNeeded: value), length: UInt32(truncatingIfNeeded: valueEnd &- value),
            decodedLength: rejection == nil ? UInt8(truncatingIfNeeded: length) : 0, rejection: rejection,
            isEscaped: true)
        return valueEnd
    }

    /// Passes over a piece that the quick way did not know; judges it where its name, spelt out, is one of the six.
    @inline(__always)
    private func skipOrSpell(
        in bytes: RawSpan, at index: Int, to end: Int, into verdicts: inout QueryVerdicts
    ) -> Int {
        let stop = bytes.firstIndex(
            of: UInt8(ascii: "="), UInt8(ascii: "%"), UInt8(ascii: "&"), or: UInt8(ascii: "#"), from: index, to: end)
        if stop == index, stop < end, bytes.byte(at: stop) == UInt8(ascii: "&") { return stop }
        // A foreign name, plain and followed by `=`: nothing to spell, unless it stands too near the end for words.
        if stop < end, bytes.byte(at: stop) == UInt8(ascii: "="), index &+ 20 <= bytes.byteCount {
            if NearName.mayBegin(bytes.word32(at: index)) { verdicts.hasSuspect = true }
            return Self.endOfPiece(in: bytes, from: stop, to: end)
        }
        return spell(in: bytes, at: index, to: end, into: &verdicts)
    }

    @inline(never)
    private func spell(
        in bytes: RawSpan, at index: Int, to end: Int, into verdicts: inout QueryVerdicts
    ) -> Int {
        let pieceEnd = Self.endOfPiece(in: bytes, from: index, to: end)
        let nameEnd = bytes.firstIndex(of: UInt8(ascii: "="), from: index, to: pieceEnd)
        guard let parameter = ParameterName.parameter(in: bytes, index..<nameEnd) else {
            if NearName.mayBegin(bytes, index..<nameEnd) { verdicts.hasSuspect = true }
            return pieceEnd
        }
        return judge(parameter, in: bytes, from: min(nameEnd &+ 1, pieceEnd), to: pieceEnd, into: &verdicts)
    }

    @inline(__always)
    private static func endsPiece(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "&") || byte == UInt8(ascii: "#") }

    @inline(__always)
    private static func endOfPiece(in bytes: RawSpan, from start: Int, to end: Int) -> Int {
        bytes.firstIndex(of: UInt8(ascii: "&"), or: UInt8(ascii: "#"), from: start, to: end)
    }
}
