import LinkTallyCore

/// Rules R3 to R8, written once more, slowly: what the scanner must agree with.
package enum QueryOracle {
    package static func verdicts(_ query: [UInt8]) -> [Parameter: (verdict: Verdict, duplicates: Int)] {
        var result: [Parameter: (verdict: Verdict, duplicates: Int)] = [:]
        let end = query.firstIndex(of: UInt8(ascii: "#")) ?? query.count
        for piece in query[..<end].split(separator: UInt8(ascii: "&")) {
            let sign = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
            let name = decoded(piece[..<sign])
            guard let parameter = Parameter.allCases.first(where: { Array($0.name.utf8) == name }) else { continue }
            if result[parameter] != nil {
                result[parameter]?.duplicates += 1
                continue
            }
            let value = decoded(piece[sign...].dropFirst())
            let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)
            let verdict: Verdict =
                value.isEmpty
                ? .rejected(.empty)
                : value.count > parameter.limit
                    ? .rejected(.tooLong) : value.allSatisfy(allowed.contains) ? .accepted : .rejected(.invalidByte)
            result[parameter] = (verdict, 0)
        }
        return result
    }

    package static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var (result, rest): ([UInt8], ArraySlice<UInt8>) = ([], bytes)
        while let byte = rest.popFirst() {
            let code = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), code.utf8.count == 2, code.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
                result.append(UInt8(code, radix: 16)!)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return result
    }
}
