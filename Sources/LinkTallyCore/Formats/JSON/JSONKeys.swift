/// Where JSON lines keep their requests, as `--json-keys` and `LogFormats.all` name it:
/// `target=request.uri,time=ts,status=code,host=host`.
///
/// Keys are paths through objects, joined by dots; a backslash takes a dot, comma or equals sign of a key as it is. `time`
/// may be given several times, the first key that is there counts. `when=PATH:GLOB`, also several times, leaves out the
/// objects that fit none of them.
struct JSONKeys {
    /// A key from the outermost object inwards; empty where none was given.
    typealias Path = [[UInt8]]

    /// What one key alone is given for; the raw value is its place in `paths`, its name that in the text.
    enum Field: Int, CaseIterable {
        case target, host, status, agent

        var name: String { "\(self)" }
    }

    /// The object counts where the value of a field fits.
    struct Condition: Sendable {
        /// Its place in `paths`.
        let field: Int
        let pattern: GlobPattern
    }

    /// The place of the first key in `paths` that may hold the time.
    static let firstTime = Field.allCases.count

    /// The keys of all fields, then of the times, then what else the conditions look at: what a `JSONKeyTree` is made of.
    private(set) var paths = [Path](repeating: [], count: firstTime)
    /// Keys that may hold the time; there is always a place for one.
    private(set) var timeCount = 1
    private(set) var conditions: [Condition] = []
    /// What lines of these keys do not have.
    private(set) var lacks: RequestFields = []

    /// O(text).
    init(_ text: String) throws(DefinitionError) {
        var reader = JSONKeysReader(text)
        var times: [Path] = []
        var conditions: [(path: Path, pattern: GlobPattern)] = []
        repeat {
            let name = reader.name()
            guard reader.take("=") else {
                throw reader.cursor.error("a name needs '=' and a key behind it: target=uri")
            }
            let path = try reader.path()
            if name != "when", (paths + times).contains(path) {
                throw reader.cursor.error("this key was given before, under another name")
            }
            if let field = Field.allCases.first(where: { $0.name == name }) {
                guard paths[field.rawValue].isEmpty else {
                    throw reader.cursor.error(
                        "this name was given before; only time and when can be given several times")
                }
                paths[field.rawValue] = path
            } else if name == "time" {
                times.append(path)
            } else if name == "when" {
                guard reader.take(":") else {
                    throw reader.cursor.error("when needs a key, ':' and a pattern: when=msg:access*")
                }
                conditions.append((path, GlobPattern(reader.pattern())))
            } else {
                throw reader.cursor.error("'\(name)' is no name; use target, time, status, host, agent or when")
            }
        } while reader.take(",")
        if !reader.cursor.isAtEnd { throw reader.cursor.error("a comma is missing behind this key") }
        if paths[Field.target.rawValue].isEmpty {
            throw reader.cursor.missing("target=KEY is needed: where the request target stands")
        }
        if times.isEmpty { lacks.insert(.time) }
        if paths[Field.status.rawValue].isEmpty { lacks.insert(.status) }
        if paths[Field.agent.rawValue].isEmpty { lacks.insert(.userAgent) }
        paths += times.isEmpty ? [[]] : times
        timeCount = max(times.count, 1)
        for (path, pattern) in conditions {
            if !paths.contains(path) { paths.append(path) }
            self.conditions.append(Condition(field: paths.firstIndex(of: path)!, pattern: pattern))
        }
        if paths.count > JSONKeyTree.fieldLimit {
            throw reader.cursor.missing("too many keys; \(JSONKeyTree.fieldLimit) can be read")
        }
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

    /// A path of keys; none of them may be empty.
    mutating func path() throws(DefinitionError) -> JSONKeys.Path {
        var path: JSONKeys.Path = []
        repeat { path.append(plain(until: ".,:")) } while cursor.take(".")
        if path.contains(where: \.isEmpty) { throw cursor.error("a key is empty") }
        if path.count > JSONKeyTree.depthLimit {
            throw cursor.error("a key is at most \(JSONKeyTree.depthLimit) objects deep")
        }
        return path
    }

    /// A pattern, up to the next comma.
    mutating func pattern() -> String { cursor.takeWhile { $0 != UInt8(ascii: ",") } }

    /// Passes over `text` if it stands here.
    mutating func take(_ text: String) -> Bool { cursor.take(text) }

    /// The bytes up to one of `ends`, backslashes undone.
    private mutating func plain(until ends: String) -> [UInt8] {
        var plain: [UInt8] = []
        while !cursor.isAtEnd, !ends.utf8.contains(cursor.bytes[cursor.index]) {
            let byte = cursor.takeByte()!
            // A backslash at the end is itself.
            plain.append(byte == UInt8(ascii: "\\") ? cursor.takeByte() ?? byte : byte)
        }
        return plain
    }
}
