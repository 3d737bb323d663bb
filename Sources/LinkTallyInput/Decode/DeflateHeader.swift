import LinkTallyCore

/// The header of a block of deflate (RFC 1951, 3.2.3 to 3.2.7), read more strictly than any decoder reads it.
///
/// ISA-L takes some headers that zlib refuses, and then finds the damage later or never. What is found here, both take, and read the
/// same codes from.
struct DeflateHeader: Sendable {
    /// What stands at a place.
    enum Finding {
        case header(DeflateHeader)
        /// The beginning of a header whose rest is missing.
        case beginning
        /// No header, or one of codes that are not complete: some decoders take some of these.
        case other
    }

    /// Bits of a byte that is read already: the lowest `count` ones of `value`, and no others.
    struct Bits: Sendable {
        var value: UInt64
        var count: Int
    }

    /// More bytes than any header has: two codes of 286 and 30 lengths, each told by 7 bits and 7 bits more at most.
    static let largestSize = 600

    /// Whether the block is the last one of its stream.
    let isLast: Bool
    /// Where it ends in the bytes that it was found in; below 0 where the bits before them were more than it has.
    let endBit: Int

    /// What `bits`, and `bytes` behind them, begin with. O(header).
    static func find(in bytes: RawSpan, behind bits: Bits) -> Finding {
        var reader = BitReader(bits)
        guard let first = reader.take(3, bytes) else { return .beginning }
        let isKnown: Bool?
        switch first >> 1 {
        case 0: isKnown = hasLength(&reader, bytes)
        case 1: isKnown = true
        case 2: isKnown = hasCodes(&reader, bytes)
        default: isKnown = false
        }
        guard let isKnown else { return .beginning }
        guard isKnown else { return .other }
        return .header(DeflateHeader(isLast: first & 1 == 1, endBit: 8 * reader.position - reader.bits.count))
    }

    /// Whether the length of a block that is stored as it is follows, and again with its bits turned; nil where bytes are missing.
    private static func hasLength(_ reader: inout BitReader, _ bytes: RawSpan) -> Bool? {
        guard reader.take(reader.bits.count % 8, bytes) != nil, let length = reader.take(16, bytes),
            let turned = reader.take(16, bytes)
        else { return nil }
        return length ^ turned == 0xFFFF
    }

    /// Order of the lengths that the code of lengths is told by.
    private static let order: InlineArray<19, Int> = [
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
    ]

    /// Whether two complete codes follow, the first with an end of block; nil where bytes are missing.
    private static func hasCodes(_ reader: inout BitReader, _ bytes: RawSpan) -> Bool? {
        guard let literals = reader.take(5, bytes), let distances = reader.take(5, bytes),
            let count = reader.take(4, bytes)
        else { return nil }
        guard literals <= 29, distances <= 29 else { return false }
        var lengths = InlineArray<19, Int>(repeating: 0)
        for index in 0..<count + 4 {
            guard let length = reader.take(3, bytes) else { return nil }
            lengths[order[index]] = length
        }
        guard let table = LengthTable(lengths) else { return false }
        let (mostLiterals, all) = (literals + 257, literals + 257 + distances + 1)
        var (literalCode, distanceCode) = (CodeCount(), CodeCount())
        var (index, last) = (0, 0)
        var hasEnd = false
        while index < all {
            guard let symbol = table.next(&reader, bytes) else { return nil }
            var (length, times) = (symbol, 1)
            if symbol >= 16 {
                guard let more = reader.take(symbol == 16 ? 2 : symbol == 17 ? 3 : 7, bytes) else { return nil }
                guard symbol > 16 || index > 0 else { return false }
                (length, times) = (symbol == 16 ? last : 0, more + (symbol == 18 ? 11 : 3))
                guard index + times <= all else { return false }
            }
            let ofLiterals = min(max(mostLiterals - index, 0), times)
            literalCode.add(length, times: ofLiterals)
            distanceCode.add(length, times: times - ofLiterals)
            hasEnd = hasEnd || (length > 0 && index <= 256 && index + times > 256)
            (index, last) = (index + times, length)
        }
        return hasEnd && literalCode.isComplete && distanceCode.isComplete
    }
}

/// Bits of a stream, the lowest of a byte first.
private struct BitReader {
    /// Those that were loaded and not taken.
    private(set) var bits: DeflateHeader.Bits
    /// Bytes that were loaded.
    private(set) var position = 0

    init(_ bits: DeflateHeader.Bits) { self.bits = bits }

    /// As many bits as there are, up to 7, without taking them: the missing ones are 0.
    mutating func peek7(_ bytes: RawSpan) -> Int {
        load(7, bytes)
        return Int(bits.value & 0x7F)
    }

    /// The next bits, at most 16; nil where so many are not there.
    mutating func take(_ count: Int, _ bytes: RawSpan) -> Int? {
        load(count, bytes)
        guard count <= bits.count else { return nil }
        defer {
            bits.value >>= UInt64(count)
            bits.count -= count
        }
        return Int(bits.value & (1 << UInt64(count) - 1))
    }

    private mutating func load(_ count: Int, _ bytes: RawSpan) {
        while bits.count < count, position < bytes.byteCount {
            bits.value |= UInt64(bytes.byte(at: position)) << UInt64(bits.count)
            bits.count += 8
            position += 1
        }
    }
}

/// How many symbols of a Huffman code have which length.
private struct CodeCount {
    private var counts = InlineArray<16, Int>(repeating: 0)

    mutating func add(_ length: Int, times: Int) { counts[length] += times }

    /// Whether every sequence of bits begins with a symbol, and with one only.
    var isComplete: Bool {
        var left = 1
        for length in 1...15 {
            left = 2 * left - counts[length]
            guard left >= 0 else { return false }
        }
        return left == 0
    }
}

/// The code that the lengths of the other two are told in.
private struct LengthTable {
    /// By the next 7 bits: a symbol, and in the lowest 3 bits the length of its code.
    private var entries = InlineArray<128, UInt8>(repeating: 0)

    /// Nil where the code is not complete.
    init?(_ lengths: InlineArray<19, Int>) {
        var count = CodeCount()
        for symbol in lengths.indices { count.add(lengths[symbol], times: 1) }
        guard count.isComplete else { return nil }
        // Codes are told from their highest bit on, and count up by length and symbol.
        var code = 0
        for length in 1...7 {
            for symbol in lengths.indices where lengths[symbol] == length {
                let turned = (0..<length).reduce(0) { $0 << 1 | code >> $1 & 1 }
                for index in stride(from: turned, to: 128, by: 1 << length) {
                    entries[index] = UInt8(symbol << 3 | length)
                }
                code += 1
            }
            code <<= 1
        }
    }

    /// The next symbol; nil where its bits are not all there.
    func next(_ reader: inout BitReader, _ bytes: RawSpan) -> Int? {
        let entry = Int(entries[reader.peek7(bytes)])
        return reader.take(entry & 7, bytes).map { _ in entry >> 3 }
    }
}
