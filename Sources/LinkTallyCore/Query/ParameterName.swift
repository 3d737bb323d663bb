/// The six names, compared after form decoding: the slow way, for names that are escaped or stand without `=`.
enum ParameterName {
    /// Bytes of the longest name, `client_reference_id`.
    private static let longest = 19

    /// The parameter whose name is `range` of `bytes`, decoded; nil for a foreign name. O(1): stops past the longest.
    static func parameter(in bytes: RawSpan, _ range: Range<Int>) -> Parameter? {
        var decoded = InlineArray<19, UInt8>(repeating: 0)
        var length = 0
        var decoder = FormDecoder(range)
        while let byte = decoder.next(in: bytes) {
            guard length < longest else { return nil }
            decoded[length] = byte
            length += 1
        }
        for parameter in Parameter.allCases where spells(parameter.name, decoded, length) { return parameter }
        return nil
    }

    /// The parameter whose name stands at `index` as it is, with a `=` behind it. O(1).
    static func exact(in bytes: RawSpan, at index: Int) -> Parameter? {
        Parameter.allCases.first { parameter in
            let name = parameter.name.utf8
            let sign = index + name.count
            guard sign < bytes.byteCount, bytes.byte(at: sign) == UInt8(ascii: "=") else { return false }
            return zip(name, index..<sign).allSatisfy { $0 == bytes.byte(at: $1) }
        }
    }

    private static func spells(_ name: String, _ decoded: InlineArray<19, UInt8>, _ length: Int) -> Bool {
        guard name.utf8.count == length else { return false }
        var index = 0
        for byte in name.utf8 {
            guard byte == decoded[index] else { return false }
            index += 1
        }
        return true
    }
}
