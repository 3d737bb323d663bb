/// Puts UTM codes and a `client_reference_id` into a link, so that none of them is dropped.
///
/// Other parameters, their order and the fragment stay as they are, byte for byte. A code that the base has is replaced
/// where it stands, a new one goes to the end of the query.
///
/// ```swift
/// var builder = try LinkBuilder("https://buy.example.com/b?locale=de#pay")
/// try builder.set(.source, to: "newsletter")
/// print(try builder.link())  // https://buy.example.com/b?locale=de&utm_source=newsletter#pay
/// ```
public struct LinkBuilder: Sendable {
    /// The most bytes a base may have: the longest line that a log may have.
    public static let baseLimit = 8 << 20

    private let base: [UInt8]
    private let parts: LinkParts
    /// By parameter; what is not there stays as it is in the base.
    private var changes: [Parameter: Change] = [:]

    private enum Change {
        case set(ParameterValue)
        case remove
    }

    /// A builder for links that begin as `base` does: a URL or a request target.
    public init(_ base: String) throws(LinkError) { try self.init(bytes: Array(base.utf8)) }

    /// A builder for links that begin as `base` does, which may not be UTF-8. O(n).
    public init(bytes base: [UInt8]) throws(LinkError) {
        guard base.count <= Self.baseLimit else { throw .tooLong }
        if let offset = base.firstIndex(where: { $0 <= 0x20 || $0 == 0x7F }) { throw .forbiddenByte(offset: offset) }
        parts = LinkParts(base.rawSpan, base.indices)
        guard parts.isURL else { throw .notAURL }
        self.base = base
    }

    /// Sets a parameter; one that stands in the base is replaced. O(1).
    public mutating func set(_ value: ParameterValue) { changes[value.parameter] = .set(value) }

    /// Sets `parameter` to `text`, which is taken as it is: nothing in it is decoded.
    ///
    /// - Throws: `ValueRejection` where the payment page would drop it; the builder stays as it was.
    public mutating func set(_ parameter: Parameter, to text: String) throws(ValueRejection) {
        set(try ParameterValue(parameter, text))
    }

    /// Takes a parameter out of the link, wherever the base has it. O(1).
    public mutating func remove(_ parameter: Parameter) { changes[parameter] = .remove }

    /// Replaces the codes of the base that would be dropped and were not set by the nearest values that are kept. Where
    /// none is obvious the parameter is taken out, and of equal names the first one stays: neither loses what would have
    /// arrived. O(n).
    ///
    /// - Returns: What was done, in the order of `Parameter.allCases`.
    public mutating func repair() -> [LinkRepair] {
        let bytes = built()
        var repairs: [LinkRepair] = []
        for rejection in rejections(of: bytes) {
            let value: ParameterValue?
            if rejection.reason == .duplicate {
                // A duplicate behind another reason is gone with it.
                guard repairs.last?.rejection.parameter != rejection.parameter else { continue }
                value = try? ParameterValue(rejection.parameter, rejection.value)
            } else {
                value = rejection.nearest
            }
            if let value { set(value) } else { remove(rejection.parameter) }
            repairs.append(LinkRepair(rejection: rejection, value: value))
        }
        return repairs
    }

    /// The link. O(n).
    ///
    /// - Throws: `LinkRejection` where the base has codes that would be dropped and were not replaced.
    public func link() throws(LinkRejection) -> TaggedLink {
        let bytes = built()
        let rejections = rejections(of: bytes)
        guard rejections.isEmpty else { throw LinkRejection(values: rejections) }
        return TaggedLink(checked: bytes)
    }

    /// The base with the changes, whatever becomes of its other codes.
    private func built() -> [UInt8] {
        guard !changes.isEmpty else { return base }
        var result = Array(base[..<(parts.query?.lowerBound ?? parts.fragment.lowerBound)])
        let queryStart = result.count
        var written: Set<Parameter> = []
        if let query = parts.query { copy(query, to: &result, written: &written) }
        for parameter in Parameter.allCases where !written.contains(parameter) {
            guard case .set(let value)? = changes[parameter] else { continue }
            if parts.query == nil, written.isEmpty {
                result.append(UInt8(ascii: "?"))
            } else if result.count > queryStart, result.last != UInt8(ascii: "&") {
                result.append(UInt8(ascii: "&"))
            }
            append(value, to: &result)
            written.insert(parameter)
        }
        // Where codes were all that the query had, their `?` goes with them; but no link is empty.
        if parts.query?.isEmpty == false, result.count == queryStart, queryStart > 1 { result.removeLast() }
        return result + base[parts.fragment]
    }

    /// Copies the query's pieces: those that were set are replaced where they first stand, those that were taken out go
    /// with one `&`.
    private func copy(_ query: Range<Int>, to result: inout [UInt8], written: inout Set<Parameter>) {
        // What is not copied yet, and where the next piece begins.
        var start = query.lowerBound
        var index = start
        while true {
            let piece = QueryPiece(in: base.rawSpan, at: index, to: query.upperBound)
            let change = piece.parameter.flatMap { changes[$0] }
            if let parameter = piece.parameter, let change {
                // With the `&` before the piece, which goes with it where nothing takes its place.
                result += base[start..<index]
                if case .set(let value) = change, written.insert(parameter).inserted {
                    append(value, to: &result)
                    start = piece.range.upperBound
                } else if index > query.lowerBound, result.last == UInt8(ascii: "&") {
                    result.removeLast()
                    start = piece.range.upperBound
                } else {
                    start = min(piece.range.upperBound + 1, query.upperBound)
                }
            }
            guard piece.range.upperBound < query.upperBound else { break }
            index = piece.range.upperBound + 1
        }
        result += base[start..<query.upperBound]
    }

    private func append(_ value: ParameterValue, to result: inout [UInt8]) {
        result += value.parameter.name.utf8
        result.append(UInt8(ascii: "="))
        result += value.text.utf8
    }

    /// What the payment page would drop of a link, by the scanner's verdicts.
    private func rejections(of link: [UInt8]) -> [ValueRejection] {
        let bytes = link.rawSpan
        guard let query = LinkParts(bytes, link.indices).query else { return [] }
        var verdicts = QueryVerdicts()
        QueryScanner().scan(bytes, from: query.lowerBound, to: query.upperBound, into: &verdicts)
        var rejections: [ValueRejection] = []
        for parameter in Parameter.allCases {
            guard let record = verdicts.record(of: parameter) else { continue }
            if record.rejection == nil, record.duplicates == 0 { continue }
            let value = DecodedValue(bytes, record.range)
            if let reason = record.rejection { rejections.append(ValueRejection(parameter, reason, value)) }
            if record.duplicates > 0 { rejections.append(ValueRejection(parameter, .duplicate, value)) }
        }
        return rejections
    }
}

/// A link of whose six parameters the payment page drops none: made by `LinkBuilder` alone.
public struct TaggedLink: Sendable, Hashable {
    /// The link's bytes.
    public let bytes: [UInt8]

    init(checked bytes: [UInt8]) { self.bytes = bytes }

    /// The link as text; bytes of the base that are no UTF-8 show as U+FFFD.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension TaggedLink: CustomStringConvertible {
    public var description: String { text }
}

/// Why a base makes no link.
public enum LinkError: Error, Sendable, Equatable {
    /// It begins neither with a scheme, `://` and a host, nor with `/` or `?`.
    case notAURL
    /// A space or control character of ASCII, which no URL has, stands at this offset.
    case forbiddenByte(offset: Int)
    /// It has more than `LinkBuilder.baseLimit` bytes.
    case tooLong
}

/// The values that a link would lose: nothing was built.
public struct LinkRejection: Error, Sendable, Equatable {
    /// Each with its reason, in the order of `Parameter.allCases`; a `duplicate` stands behind another reason.
    public let values: [ValueRejection]
}

/// What `LinkBuilder.repair` did about a code of the base that would have been dropped.
public struct LinkRepair: Sendable, Equatable {
    /// What was wrong.
    public let rejection: ValueRejection
    /// What stands there now; nil where the parameter was taken out, since no value was obvious.
    public let value: ParameterValue?
}
