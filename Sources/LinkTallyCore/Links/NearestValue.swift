/// Makes a value of one that would be dropped.
enum NearestValue {
    /// Layers of percent-encoding that are undone.
    private static let layerLimit = 3

    /// 1 to `limit` bytes that are kept, or nil; see `ParameterValue.nearest`. O(n).
    static func bytes(of value: DecodedValue, limit: Int) -> [UInt8]? {
        // A value that is kept comes nearest to itself, be it a placeholder.
        let isKept = !value.isCut && 1...limit ~= value.bytes.count && value.firstForbidden == nil
        if isKept { return value.bytes }
        var value = value
        for _ in 0..<layerLimit where value.isStillEncoded { value = DecodedValue(value.bytes, isCut: value.isCut) }
        guard !value.isPlaceholder, !value.isAddress, let bytes = allowed(value) else { return nil }
        // What is not known of a value that was cut may stand behind what is.
        if value.isCut, bytes.count <= limit { return nil }
        return bytes.contains(where: DecodedValue.isLetterOrDigit) ? cut(bytes, limit) : nil
    }

    /// The value with each run of what is not allowed made one dash, none at the ends; nil where a letter has no other
    /// spelling or the bytes are no UTF-8.
    private static func allowed(_ value: DecodedValue) -> [UInt8]? {
        let end = value.swallowedParameter?.end ?? value.bytes.count
        let dash = UInt8(ascii: "-")
        var (result, needsDash): ([UInt8], Bool) = ([], false)
        var (decoder, iterator) = (UTF8(), value.bytes[..<end].makeIterator())
        while true {
            let scalar: Unicode.Scalar
            switch decoder.decode(&iterator) {
            case .scalarValue(let next): scalar = next
            case .emptyInput: return result
            // The cut may have gone through a character.
            case .error: return value.isCut ? result : nil
            }
            if scalar.isASCII {
                let byte = UInt8(ascii: scalar)
                guard ValueAlphabet.contains(byte) else {
                    needsDash = !result.isEmpty
                    continue
                }
                if needsDash, byte != dash, result.last != dash { result.append(dash) }
                result.append(byte)
                needsDash = false
            } else if let letters = BaseLetters.letters(for: scalar) {
                // A mark that joins with the letter before goes without a trace.
                guard !letters.isEmpty else { continue }
                if needsDash, result.last != dash { result.append(dash) }
                result += letters.utf8
                needsDash = false
            } else {
                guard !scalar.properties.isAlphabetic else { return nil }
                needsDash = !result.isEmpty
            }
        }
    }

    /// At most `limit` bytes: up to the last dash or underscore where that keeps half of them.
    private static func cut(_ bytes: [UInt8], _ limit: Int) -> [UInt8] {
        guard bytes.count > limit else { return bytes }
        let separator = bytes[...limit].lastIndex { !DecodedValue.isLetterOrDigit($0) }
        var kept = bytes[..<limit]
        if let separator, separator >= limit / 2 { kept = bytes[..<separator] }
        while let last = kept.last, !DecodedValue.isLetterOrDigit(last) { kept.removeLast() }
        // Only dashes and underscores up to the limit: cut all the same.
        return kept.isEmpty ? Array(bytes[..<limit]) : Array(kept)
    }
}
