/// The key of a marginal: a `RowKey` with the value of one UTM code and nothing else. Its hash is that of the value alone, so that it can
/// be taken where the value stands.
enum MarginalKey {
    /// The hash of the key of the value in `range`; every table of marginals uses it. O(value).
    @inline(__always)
    static func hash(_ bytes: RawSpan, _ range: Range<Int>, of parameter: Parameter, _ seed: HashSeed) -> UInt64 {
        // The same value of another code is another key: an odd number times its number, by the golden ratio.
        bytes.hash(range, seed) &+ UInt64(parameter.rawValue) &* 0x9E37_79B9_7F4A_7C15
    }

    /// Appends the key of the value in `range`. O(value).
    @inline(__always)
    static func append(_ bytes: RawSpan, _ range: Range<Int>, of parameter: Parameter, to keys: inout ScratchBuffer) {
        keys.append(word: 0)
        keys.append(word: lengths(range, of: parameter))
        keys.append(bytes, range)
    }

    /// Whether `key` is that of the value in `range` of `bytes`. O(value).
    @inline(__always)
    static func equals(_ key: RawSpan, _ bytes: RawSpan, _ range: Range<Int>, of parameter: Parameter) -> Bool {
        key.word64(at: RowKey.lengthsOffset) == lengths(range, of: parameter)
            && bytes.equals(range, key.extracting(RowKey.headerSize..<key.byteCount))
    }

    @inline(__always)
    private static func lengths(_ value: Range<Int>, of parameter: Parameter) -> UInt64 {
        UInt64(value.count) &<< UInt64(8 &* parameter.rawValue)
    }
}
