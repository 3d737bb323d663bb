/// What the hashes of the tables are keyed with: drawn once per process, so that nobody can aim collisions at them by
/// choosing the values in a log.
package struct HashSeed: Sendable {
    let first: UInt64
    let second: UInt64

    /// A seed of its own for tests that want the same table twice.
    package init(first: UInt64, second: UInt64) {
        self.first = first
        self.second = second
    }

    /// A seed that nobody can guess.
    package static func random() -> HashSeed {
        HashSeed(first: .random(in: .min ... .max), second: .random(in: .min ... .max))
    }
}

/// Word-wise hashing and comparing of keys in borrowed bytes.
extension RawSpan {
    /// A seeded multiply-fold hash of the bytes of `range`. O(range).
    @inline(__always)
    func hash(_ range: Range<Int>, _ seed: HashSeed) -> UInt64 {
        let length = range.count
        if length < 8 {
            return Self.fold(shortWord(range) ^ seed.first, UInt64(truncatingIfNeeded: length) ^ seed.second)
        }
        precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
        var hash = UInt64(truncatingIfNeeded: length)
        var index = range.lowerBound
        while index &+ 16 < range.upperBound {
            hash = Self.fold(
                unsafe uncheckedWord(at: index) ^ seed.first ^ hash,
                unsafe uncheckedWord(at: index &+ 8) ^ seed.second)
            index &+= 16
        }
        // The last sixteen bytes, or two overlapping words where there are fewer.
        let tail = length < 16 ? range.lowerBound : range.upperBound &- 16
        return Self.fold(
            unsafe uncheckedWord(at: tail) ^ seed.first ^ hash,
            unsafe uncheckedWord(at: range.upperBound &- 8) ^ seed.second)
    }

    /// Whether the bytes of `range` are all the bytes of `other`. O(range).
    @inline(__always)
    func equals(_ range: Range<Int>, _ other: RawSpan) -> Bool {
        let length = range.count
        guard other.byteCount == length else { return false }
        if length < 8 { return shortWord(range) == other.shortWord(0..<length) }
        precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
        if length < 16 {
            return unsafe uncheckedWord(at: range.lowerBound) == other.uncheckedWord(at: 0)
                && uncheckedWord(at: range.upperBound &- 8) == other.uncheckedWord(at: length &- 8)
        }
        var index = 0
        while index &+ 16 < length {
            if unsafe differ(range.lowerBound &+ index, other, index) { return false }
            index &+= 16
        }
        return unsafe !differ(range.upperBound &- 16, other, length &- 16)
    }

    /// Whether the sixteen bytes at `offset` are other ones than those of `other` at `otherOffset`. Both must have
    /// them. O(1).
    @unsafe
    @inline(__always)
    private func differ(_ offset: Int, _ other: RawSpan, _ otherOffset: Int) -> Bool {
        let first = unsafe uncheckedWord(at: offset) ^ other.uncheckedWord(at: otherOffset)
        let second = unsafe uncheckedWord(at: offset &+ 8) ^ other.uncheckedWord(at: otherOffset &+ 8)
        return first | second != 0
    }

    /// Eight bytes at `offset`, the first one lowest. The span must have them. O(1).
    @unsafe
    @inline(__always)
    private func uncheckedWord(at offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }

    /// Fewer than eight bytes as the upper bytes of a word, the rest of which is zero. O(1).
    @inline(__always)
    private func shortWord(_ range: Range<Int>) -> UInt64 {
        if range.isEmpty { return 0 }
        if range.lowerBound &+ 8 <= byteCount {
            return word64(at: range.lowerBound) &<< UInt64(64 &- 8 &* range.count)
        }
        if range.upperBound >= 8 {
            let unused = UInt64(64 &- 8 &* range.count)
            return (word64(at: range.upperBound &- 8) &>> unused) &<< unused
        }
        var word: UInt64 = 0
        for index in range { word = word &>> 8 | UInt64(byte(at: index)) &<< 56 }
        return word
    }

    /// Both halves of the product, folded into one. O(1).
    @inline(__always)
    private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}

extension RawSpan {
    /// Eight bytes from `start` on, the first the highest, zeros behind the end: smaller where the bytes come first.
    /// O(1).
    func orderWord(at start: Int) -> UInt64 {
        if start + 8 <= byteCount { return word64(at: start).byteSwapped }
        var word: UInt64 = 0
        for index in start..<start + 8 { word = word << 8 | (index < byteCount ? UInt64(byte(at: index)) : 0) }
        return word
    }

    /// Whether these bytes come before `other` in bytewise order, a prefix before what it begins. O(n).
    func precedes(_ other: RawSpan) -> Bool {
        let common = min(byteCount, other.byteCount)
        var index = 0
        while index &+ 8 <= common {
            let (a, b) = (word64(at: index), other.word64(at: index))
            if a != b { return a.byteSwapped < b.byteSwapped }
            index &+= 8
        }
        while index < common {
            let (a, b) = (byte(at: index), other.byte(at: index))
            if a != b { return a < b }
            index &+= 1
        }
        return byteCount < other.byteCount
    }
}
