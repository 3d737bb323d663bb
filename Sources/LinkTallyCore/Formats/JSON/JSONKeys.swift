/// Where JSON lines keep their requests, as `--json-keys` and `LogFormats.all` name it:
/// `target=request.uri,time=ts,status=code,host=host`.
///
/// Keys are paths through objects and arrays: `a.b[0].c`. A backslash takes a dot, bracket, comma, colon or equals sign of a
/// key as it is. Every name but `date` may be given several times: the first key that is there counts. `when=PATH:GLOB`
/// leaves out the objects that fit none of them, `has=PATH` those that lack one of them. Strings fit; numbers only where GLOB
/// begins with a digit.
struct JSONKeys {
    /// What a value is taken for; the raw value is its name.
    enum Role: String, CaseIterable {
        case target, request, path, query, host, status, agent, time, date
    }

    /// The object counts where the first of `fields` that is there fits.
    struct Condition: Sendable {
        let fields: JSONFieldSet
        let pattern: GlobPattern
        /// Whether a number may fit, too, as it is written: the pattern begins with a digit.
        let fitsNumbers: Bool
    }

    /// The keys of all roles and conditions.
    let tree: JSONKeyTree
    let conditions: [Condition]
    /// One of each of these must be there.
    let required: [JSONFieldSet]
    /// What lines of these keys do not have.
    private(set) var lacks: RequestFields = []
    /// The path of the first key that may have the target, as it was given.
    let targetName: String
    private let fields: [Role: JSONFieldSet]

    /// The fields that say one thing; empty where none was given. O(1).
    subscript(role: Role) -> JSONFieldSet { fields[role] ?? 0 }

    /// The fields that may hold the target, in whichever way.
    var targets: JSONFieldSet { self[.target] | self[.request] | self[.path] }

    /// O(text).
    ///
    /// - Parameter matchesFlatKeys: Whether `a.b` is the key `a.b` of the outermost object, too, where there is no `b` in
    ///   an object `a`.
    init(_ text: String, matchesFlatKeys: Bool) throws(DefinitionError) {
        var reader = JSONKeysReader(text)
        var places = JSONFieldPlaces(matchesFlatKeys: matchesFlatKeys)
        var fields: [Role: JSONFieldSet] = [:]
        // They may look at keys that are given for something else, too.
        var conditions: [(path: JSONPath, pattern: String)] = []
        var required: [JSONPath] = []
        var targetName = ""
        repeat {
            let name = reader.name()
            guard reader.take("=") else {
                throw reader.cursor.error("a name needs '=' and a key behind it: target=uri")
            }
            let path = try reader.path()
            if let role = Role(rawValue: name) {
                if places.isKnown(path) {
                    throw reader.cursor.error("this key was given before, under another name")
                }
                if role == .date, fields[role] != nil {
                    throw reader.cursor.error("date was given before; it can be given once")
                }
                fields[role, default: 0] |= places.newFields(of: path)
                if targetName.isEmpty, [.target, .request, .path].contains(role) { targetName = path.text }
            } else if name == "when" {
                guard reader.take(":") else {
                    throw reader.cursor.error("when needs a key, ':' and a pattern: when=msg:access*")
                }
                conditions.append((path, reader.pattern()))
            } else if name == "has" {
                required.append(path)
            } else {
                throw reader.cursor.error("'\(name)' is no name; use \(Self.names) or has")
            }
        } while reader.take(",")
        if !reader.cursor.isAtEnd { throw reader.cursor.error("a comma is missing behind this key") }
        if let reason = Self.missing(fields) { throw reader.cursor.missing(reason) }
        self.conditions = conditions.map { path, pattern in
            let isDigit = pattern.utf8.first.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false
            return Condition(
                fields: places.fields(of: path), pattern: GlobPattern(pattern), fitsNumbers: isDigit)
        }
        self.required = required.map { places.fields(of: $0) }
        guard let tree = places.tree else {
            throw reader.cursor.missing(
                "too many keys; \(JSONKeyTree.fieldLimit) can be read, and a key with dots counts twice")
        }
        (self.tree, self.fields, self.targetName) = (tree, fields, targetName)
        if fields[.time] == nil { lacks.insert(.time) }
        if fields[.status] == nil { lacks.insert(.status) }
        if fields[.agent] == nil { lacks.insert(.userAgent) }
    }

    private static let names = Role.allCases.map(\.rawValue).joined(separator: ", ") + ", when"

    /// What has to be given, too.
    private static func missing(_ fields: [Role: JSONFieldSet]) -> String? {
        if fields[.target] == nil, fields[.request] == nil, fields[.path] == nil {
            return "target=KEY is needed: where the request target stands"
        }
        if (fields[.path] == nil) != (fields[.query] == nil) {
            return "path=KEY and query=KEY go together; where one key has both, it is target=KEY"
        }
        return fields[.date] != nil && fields[.time] == nil
            ? "time=KEY is needed beside date=KEY: where the time of day stands" : nil
    }
}

/// Numbers paths as fields.
private struct JSONFieldPlaces {
    let matchesFlatKeys: Bool
    private var paths: [JSONPath] = []

    init(matchesFlatKeys: Bool) { self.matchesFlatKeys = matchesFlatKeys }

    /// The tree of all paths; nil where they are too many.
    var tree: JSONKeyTree? { paths.count <= JSONKeyTree.fieldLimit ? JSONKeyTree(paths) : nil }

    func isKnown(_ path: JSONPath) -> Bool { paths.contains(path) }

    /// The fields of `path`: its own, and that of the flat key with the same dots.
    mutating func fields(of path: JSONPath) -> JSONFieldSet {
        field(of: path) | (flat(path).map { field(of: $0) } ?? 0)
    }

    /// The fields of a `path` that is not known; the flat key counts only where it is not known, either.
    mutating func newFields(of path: JSONPath) -> JSONFieldSet {
        let own = field(of: path)
        return own | (flat(path).flatMap { isKnown($0) ? nil : field(of: $0) } ?? 0)
    }

    private mutating func field(of path: JSONPath) -> JSONFieldSet {
        if !paths.contains(path) { paths.append(path) }
        // Beyond the limit there is no tree.
        return 1 << JSONFieldSet(truncatingIfNeeded: paths.firstIndex(of: path)!)
    }

    /// The one key that is spelled like a path of several; nil where it has one key, or an element.
    private func flat(_ path: JSONPath) -> JSONPath? {
        guard matchesFlatKeys else { return nil }
        var name: [UInt8] = []
        for step in path {
            guard case .key(let key) = step else { return nil }
            name += (name.isEmpty ? [] : [UInt8(ascii: ".")]) + key
        }
        return path.count > 1 ? [.key(name)] : nil
    }
}

/// Reads the pieces of such a text.
private struct JSONKeysReader {
    private(set) var cursor: DefinitionCursor

    init(_ text: String) { cursor = DefinitionCursor(text) }

    /// The name in front of an entry.
    mutating func name() -> String {
        cursor.begin()
        return String(decoding: plain(until: "=,"), as: UTF8.self)
    }

    /// A path of keys and elements; no key may be empty.
    mutating func path() throws(DefinitionError) -> JSONPath {
        var path: JSONPath = []
        repeat {
            let start = cursor.index
            let key = plain(until: ".,:", orElement: true)
            let broken = brokenElement(in: start..<cursor.index)
            if let place = broken {
                throw cursor.error(
                    "'[' needs the number of an element, from 0 on, and ']' behind it: a[0].b; in a key it is written '\\['",
                    at: place)
            }
            if key.isEmpty { throw cursor.error("a key is empty") }
            path.append(.key(key))
            while let element = elementAhead {
                guard element.number < JSONKeyTree.elementLimit else {
                    throw cursor.error("only [0] to [\(JSONKeyTree.elementLimit - 1)] of an array can be read")
                }
                path.append(.element(element.number))
                _ = cursor.take(element.text)
            }
        } while cursor.take(".")
        if path.count > JSONKeyTree.depthLimit {
            throw cursor.error("a key is at most \(JSONKeyTree.depthLimit) objects deep")
        }
        return path
    }

    /// A pattern, up to the next comma.
    mutating func pattern() -> String { cursor.takeWhile { $0 != UInt8(ascii: ",") } }

    /// Passes over `text` if it stands here.
    mutating func take(_ text: String) -> Bool { cursor.take(text) }

    /// The `[number]` that stands here and ends a step; nil where there is none.
    private var elementAhead: (number: Int, text: String)? {
        let rest = cursor.bytes[cursor.index...]
        let digits = rest.dropFirst().prefix(9).prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard rest.first == UInt8(ascii: "["), let number = Int(String(decoding: digits, as: UTF8.self)),
            rest.dropFirst(1 + digits.count).first == UInt8(ascii: "]"),
            rest.dropFirst(2 + digits.count).first.map({ ".[,:".utf8.contains($0) }) ?? true
        else { return nil }
        return (number, String(decoding: rest.prefix(2 + digits.count), as: UTF8.self))
    }

    /// Where a `[` stands in a key that a number follows, so that an element was meant: only a whole one is told from the key.
    private func brokenElement(in key: Range<Int>) -> Int? {
        key.first { place in
            let rest = cursor.bytes[place..<key.upperBound]
            let number = rest.dropFirst().first == UInt8(ascii: "-") ? rest.dropFirst(2) : rest.dropFirst()
            return rest.first == UInt8(ascii: "[")
                && (place == key.lowerBound || cursor.bytes[place - 1] != UInt8(ascii: "\\"))
                && number.first.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false
        }
    }

    /// The bytes up to one of `ends`, or up to the element of an array, backslashes undone.
    private mutating func plain(until ends: String, orElement: Bool = false) -> [UInt8] {
        var plain: [UInt8] = []
        while !cursor.isAtEnd, !ends.utf8.contains(cursor.bytes[cursor.index]), !orElement || elementAhead == nil {
            let byte = cursor.takeByte()!
            // A backslash at the end is itself.
            plain.append(byte == UInt8(ascii: "\\") ? cursor.takeByte() ?? byte : byte)
        }
        return plain
    }
}
