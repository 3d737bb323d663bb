/// Finds the common log format in a definition: `[time] "request" status` (rule R11).
enum CommonLogShape {
    private typealias Content = DefinitionPart.Content

    /// The built-in format that reads lines of `definition` as they should be read; nil where there is none.
    static func format(of definition: Definition) -> (any LineFormat)? {
        let parts = definition.parts
        guard let time = definition.first({ $0.isTime }), time > 0, time + 4 < parts.count,
            parts[time].content == .field(.localTime), parts[time - 1].literal?.last == UInt8(ascii: "["),
            parts[time + 1].content == .literal(Array("] \"".utf8)), parts[time + 2].content == .field(.request),
            parts[time + 3].content == .literal(Array("\" ".utf8)), parts[time + 4].content == .field(.status),
            // Another field of these would have to be looked for.
            definition.first({ $0 == .request || $0 == .hostAndTarget }) == time + 2,
            definition.first({ $0 == .status }) == time + 4
        else { return nil }
        let isFollowed = time + 5 == parts.count || parts[time + 5].literal?.first == UInt8(ascii: " ")
        let host = definition.first { $0 == .host }
        switch definition.escapes {
        case .backslash where isFollowed && host == nil: return CombinedFormat()
        case .backslash where isFollowed && host == 0 && isVhostCombined(parts[..<time]): return VhostCombinedFormat()
        case .none where isFollowed && time + 5 < parts.count && host == nil: return TraefikFormat()
        default: return nil
        }
    }

    /// Whether host, with a port or without, and three more words stand before the time.
    private static func isVhostCombined(_ parts: ArraySlice<DefinitionPart>) -> Bool {
        var rest = parts.dropFirst()
        if rest.count >= 2, rest.first?.literal == Array(":".utf8) { rest = rest.dropFirst(2) }
        // Three fields, each behind a space, and ` [`.
        return rest.filter { $0.meaning != nil }.count <= 3
            && rest.reduce(into: 0) { spaces, part in
                spaces += part.literal?.count { $0 == UInt8(ascii: " ") } ?? 0
            } == 4 && rest.allSatisfy { $0.literal?.allSatisfy { " -[".utf8.contains($0) } ?? true }
    }
}
