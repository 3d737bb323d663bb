import CByteScan

/// Searches and unaligned loads over borrowed bytes: the only place where the scanner meets a pointer.
///
/// Every function checks its range once, then runs without checks inside it. Sixteen bytes are looked at a time; a
/// block may reach past `end`, never past the span, and hits past `end` are not reported.
extension RawSpan {
    /// The byte at `offset`. Traps outside the span. O(1).
    @inline(__always)
    package func byte(at offset: Int) -> UInt8 {
        precondition(offset >= 0 && offset < byteCount)
        return unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    /// Four bytes at `offset`, the first one lowest. Traps outside the span. O(1).
    @inline(__always)
    package func word32(at offset: Int) -> UInt32 {
        precondition(offset >= 0 && offset &+ 4 <= byteCount)
        return UInt32(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
    }

    /// Eight bytes at `offset`, the first one lowest. Traps outside the span. O(1).
    @inline(__always)
    func word64(at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset &+ 8 <= byteCount)
        return UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }

    /// Whether a byte of `range` is above 127. Traps outside the span. O(range).
    func hasHighByte(_ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index &+ 8 <= range.upperBound {
            if word64(at: index) & 0x8080_8080_8080_8080 != 0 { return true }
            index &+= 8
        }
        while index < range.upperBound {
            if byte(at: index) >= 0x80 { return true }
            index &+= 1
        }
        return false
    }

    /// The first byte in `start..<end` that is not zero, or `end`. Traps outside the span. O(n).
    package func firstNonzeroIndex(from start: Int, to end: Int) -> Int {
        precondition(start >= 0 && start <= end && end <= byteCount)
        var index = start
        while index &+ 8 <= end, word64(at: index) == 0 { index &+= 8 }
        while index < end, byte(at: index) == 0 { index &+= 1 }
        return index
    }

    /// The first `wanted` in `start..<end`, or `end`. O(n); the fastest for long distances (a line's end).
    @inline(__always)
    func firstIndexFar(of wanted: UInt8, from start: Int, to end: Int) -> Int {
        precondition(start >= 0 && start <= end && end <= byteCount)
        return unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return end }
            return unsafe start &+ Int(cbs_index(base + start, Int64(end &- start), wanted))
        }
    }

    /// The first `wanted` in `start..<end`, or `end`. O(n); the fastest for short distances.
    @inline(__always)
    package func firstIndex(of wanted: UInt8, from start: Int, to end: Int) -> Int {
        unsafe firstBlock(from: start, to: end, mask: { unsafe cbs_equal1($0, wanted) }, matches: { $0 == wanted })
    }

    /// The first `first` or `second` in `start..<end`, or `end`. O(n).
    @inline(__always)
    func firstIndex(of first: UInt8, or second: UInt8, from start: Int, to end: Int) -> Int {
        unsafe firstBlock(
            from: start, to: end, mask: { unsafe cbs_equal2($0, first, second) },
            matches: { $0 == first || $0 == second })
    }

    /// The first of four bytes in `start..<end`, or `end`. O(n).
    @inline(__always)
    func firstIndex(of a: UInt8, _ b: UInt8, _ c: UInt8, or d: UInt8, from start: Int, to end: Int) -> Int {
        unsafe firstBlock(
            from: start, to: end, mask: { unsafe cbs_equal4($0, a, b, c, d) },
            matches: { $0 == a || $0 == b || $0 == c || $0 == d })
    }

    /// The first byte outside `[A-Za-z0-9_-]` in `start..<end`, or `end`. O(n).
    @inline(__always)
    func endOfValueBytes(from start: Int, to end: Int) -> Int {
        unsafe firstBlock(
            from: start, to: end, mask: { unsafe ~cbs_value_bytes($0) & 0xFFFF },
            matches: { !ValueAlphabet.contains($0) })
    }

    /// The first ASCII white space (TAB to CR, space) in `start..<end`, or `end`. O(n).
    @inline(__always)
    func firstIndexOfSpace(from start: Int, to end: Int) -> Int {
        unsafe firstBlock(
            from: start, to: end, mask: { unsafe cbs_spaces($0) }, matches: { $0 == 0x20 || 0x09...0x0D ~= $0 })
    }

    /// The last `wanted` in `start..<end`, or nil. O(n).
    package func lastIndex(of wanted: UInt8, from start: Int, to end: Int) -> Int? {
        precondition(start >= 0 && start <= end && end <= byteCount)
        return unsafe withUnsafeBytes { bytes in
            var index = end
            while index &- 16 >= start {
                let hits = unsafe cbs_equal1(bytes.baseAddress! + (index &- 16), wanted)
                if hits != 0 { return index &- 16 &+ (31 &- hits.leadingZeroBitCount) }
                index &-= 16
            }
            while index > start {
                index &-= 1
                if unsafe bytes[index] == wanted { return index }
            }
            return nil
        }
    }

    /// The one search loop: `mask` answers for sixteen bytes, `matches` for one where sixteen would leave the span.
    @inline(__always)
    private func firstBlock(
        from start: Int, to end: Int, mask: (UnsafeRawPointer) -> UInt32, matches: (UInt8) -> Bool
    ) -> Int {
        precondition(start >= 0 && start <= end && end <= byteCount)
        return unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return end }
            var index = start
            while index < end {
                guard index &+ 16 <= bytes.count else { break }
                let hits = unsafe mask(base + index)
                if hits != 0 { return min(index &+ hits.trailingZeroBitCount, end) }
                index &+= 16
            }
            while index < end {
                if unsafe matches(bytes[index]) { return index }
                index &+= 1
            }
            return end
        }
    }
}
