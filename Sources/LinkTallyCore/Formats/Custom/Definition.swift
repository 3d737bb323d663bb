/// A definition of a custom format, read and checked: fields, and literals between them.
struct Definition {
    /// No two fields stand side by side, and no two literals.
    let parts: [DefinitionPart]
    let escapes: FieldEscapes

    /// Reads `text`, an nginx or an Apache one: a `$` before a letter makes it nginx's. O(text).
    init(_ text: String) throws(DefinitionError) {
        let parts: [DefinitionPart]
        if Self.isNginx(text) {
            (parts, escapes) = try NginxDefinition.parse(text)
        } else {
            (parts, escapes) = (try ApacheDefinition.parse(text), .backslash)
        }
        self.parts = Self.joined(parts)
        try Self.check(self.parts, of: text)
    }

    /// The index of the first field that is meant; nil where none is.
    func first(_ isMeant: (FieldMeaning) -> Bool) -> Int? {
        for (index, part) in parts.enumerated() {
            if let meaning = part.meaning, isMeant(meaning) { return index }
        }
        return nil
    }

    /// What lines of this definition do not have.
    var lacks: RequestFields {
        var lacks: RequestFields = []
        if first({ $0.isTime }) == nil { lacks.insert(.time) }
        if first({ $0 == .status }) == nil { lacks.insert(.status) }
        if first({ $0 == .userAgent }) == nil { lacks.insert(.userAgent) }
        return lacks
    }

    /// The first field in front of the request that a visitor writes and that stands without quotes, as it is written in `text`,
    /// the definition: a space in it shifts all that stand behind. nil where there is none.
    func visitorField(in text: String) -> String? {
        guard let request = parts.lastIndex(where: { $0.meaning?.hasQuery ?? false }) else { return nil }
        let bytes = Array(text.utf8)
        for index in 0..<request where parts[index].meaning != nil && parts[index].meaning != .host {
            let name = String(decoding: bytes[parts[index].place], as: UTF8.self)
            let isVisitors =
                ["$http_", "${http_", "$cookie_", "${cookie_", "$arg_", "${arg_"].contains { name.hasPrefix($0) }
                || name.hasPrefix("%") && (name.hasSuffix("}i") || name.hasSuffix("}C"))
            let isQuoted = index > 0 && parts[index - 1].literal.last == UInt8(ascii: "\"")
            if isVisitors, !isQuoted { return name }
        }
        return nil
    }

    private static func isNginx(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return zip(bytes, bytes.dropFirst()).contains { mark, next in
            mark == UInt8(ascii: "$")
                && (next == UInt8(ascii: "{") || UInt8(ascii: "a")...UInt8(ascii: "z") ~= next | 0x20)
        }
    }

    /// What several fields side by side say together.
    private static let joints: [(fields: [FieldMeaning], together: FieldMeaning)] = [
        ([.path, .questionMark, .query], .target),
        ([.path, .query], .target),
        ([.host, .target], .hostAndTarget),
    ]

    private static func joined(_ parts: [DefinitionPart]) -> [DefinitionPart] {
        var parts = parts
        for (fields, together) in joints {
            var index = 0
            while index + fields.count <= parts.count {
                let run = index..<index + fields.count
                if parts[run].map(\.meaning) == fields {
                    let place = parts[run.lowerBound].place.lowerBound..<parts[run.upperBound - 1].place.upperBound
                    parts.replaceSubrange(run, with: [DefinitionPart(meaning: together, place: place)])
                }
                index += 1
            }
        }
        return parts
    }

    private static func check(_ parts: [DefinitionPart], of text: String) throws(DefinitionError) {
        for (part, next) in zip(parts, parts.dropFirst())
        where part.meaning != nil && next.meaning != nil && part.time?.isOpen ?? true {
            throw DefinitionError(
                reason:
                    "nothing stands between this field and the one before it, so that no one can tell where that one ends",
                definition: text, offset: next.place.lowerBound)
        }
        guard parts.contains(where: { $0.meaning?.hasQuery ?? false }) else {
            throw DefinitionError(
                reason: "no field has the query; one of $request, $request_uri, $args (Apache: %r, %U%q, %q) is needed",
                definition: text, offset: text.utf8.count)
        }
        try checkTime(parts, of: text)
    }

    /// What several fields say of the time must be enough together, where no other field tells it.
    private static func checkTime(_ parts: [DefinitionPart], of text: String) throws(DefinitionError) {
        guard let first = parts.first(where: { $0.time != nil }),
            !parts.contains(where: { $0.meaning?.isWholeTime ?? false })
        else { return }
        let said = parts.reduce(into: TimePartSet()) { $0.formUnion($1.time?.says ?? []) }
        guard let missing = said.missing else { return }
        throw DefinitionError(
            reason: "the time lacks \(missing); to read lines without their time, write %{time}n in its place",
            definition: text, offset: first.place.lowerBound)
    }
}

/// A piece of the definition of a custom format: a field, or bytes that stand so in every line.
struct DefinitionPart {
    /// What the field says; nil for a literal.
    let meaning: FieldMeaning?
    /// The bytes of a literal; empty for a field.
    var literal: [UInt8] = []
    /// How the parts of a time are written in the field.
    var time: TimePattern?
    /// Where it stands in the definition, in bytes.
    var place: Range<Int>

    /// Whether it is the literal `text`.
    func spells(_ text: String) -> Bool { meaning == nil && literal.elementsEqual(text.utf8) }
}

/// What a field of a custom format says.
enum FieldMeaning: UInt8, Sendable {
    /// Nothing that is read.
    case other
    /// `METHOD target HTTP/1.1`.
    case request
    /// The request target, or its path and query.
    case target
    /// A host and, right behind it, a request target.
    case hostAndTarget
    /// The target without its query.
    case path
    /// The query, with or without its question mark.
    case query
    /// A question mark where there is a query, else nothing.
    case questionMark
    /// `dd/Mon/yyyy:hh:mm:ss +zzzz`; in some logs with a fraction or without a zone.
    case localTime
    /// ISO 8601.
    case isoTime
    /// Seconds, milliseconds or microseconds since 1970.
    case epochTime
    /// As a `TimePattern` has it: a time, or a part of one.
    case timePart
    case status
    case host
    case userAgent

    /// Whether it is looked at.
    var saysSomething: Bool { self != .other && self != .questionMark }

    /// Whether it is looked at in every line.
    var isWanted: Bool { saysSomething && self != .userAgent }

    /// Whether it has a query in it, or may have.
    var hasQuery: Bool { self == .request || self == .target || self == .hostAndTarget || self == .query }

    /// Whether it tells when the request was served.
    var isTime: Bool { isWholeTime || self == .timePart }

    /// Whether it tells that without other fields.
    var isWholeTime: Bool { self == .localTime || self == .isoTime || self == .epochTime }
}

/// How bytes that could be mistaken for the end of a field are written in it.
enum FieldEscapes: Sendable {
    /// With a backslash: Apache, and nginx unless told otherwise.
    case backslash
    /// As in JSON strings: nginx's `escape=json`.
    case json
    /// As they are: nginx's `escape=none`.
    case none
}
