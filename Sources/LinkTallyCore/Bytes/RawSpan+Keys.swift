/// Word-wise hashing and comparing of keys in borrowed bytes.
extension RawSpan {
    /// A seeded multiply-fold hash of the bytes of `range`. O(range).
    @inline(__always)
    func hash(_ range: Range<Int>, _ seed: HashSeed) -> UInt64 {
        let length = range.count
        if length < 8 {
            return Self.fold(shortWord(range) ^ seed.first, UInt64(truncatingIfNeeded: length) ^ seed.second)
        }
        var hash = UInt64(truncatingIfNeeded: length)
        var index = range.lowerBound
        while index &+ 16 < range.upperBound {
            hash = Self.fold(word64(at: index) ^ seed.first ^ hash, word64(at: index &+ 8) ^ seed.second)
            index &+= 16
        }
        // The last sixteen bytes, or two overlapping words where there are fewer.
        let tail = length < 16 ? range.lowerBound : range.upperBound &- 16
        return Self.fold(word64(at: tail) ^ seed.first ^ hash, word64(at: range.upperBound &- 8) ^ seed.second)
    }

    /// Whether the bytes of `range` are all the bytes of `other`. O(range).
    @inline(__always)
    func equals(_ range: Range<Int>, _ other: RawSpan) -> Bool {
        let length = range.count
        guard other.byteCount == length else { return false }
        if length < 8 { return shortWord(range) == other.shortWord(0..<length) }
        var index = 0
        while index &+ 8 < length {
            if word64(at: range.lowerBound &+ index) != other.word64(at: index) { return false }
            index &+= 8
        }
        return word64(at: range.upperBound &- 8) == other.word64(at: length &- 8)
    }

    /// Fewer than eight bytes as the upper bytes of a word, the rest of which is zero. O(1).
    @inline(__always)
    private func shortWord(_ range: Range<Int>) -> UInt64 {
        if range.isEmpty { return 0 }
        if range.lowerBound &+ 8 <= byteCount {
            return word64(at: range.lowerBound) &<< UInt64(64 &- 8 &* range.count)
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
