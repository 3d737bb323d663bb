/// Where an NDJSON log keeps its requests, as `--json-keys` names it: `target=request.uri,time=ts,status=code,host=host`.
///
/// Keys are paths through objects, joined by dots; a backslash takes a dot, comma or equals sign of a key as it is. `time`
/// may be given several times, the first key that is there counts. `when=PATH:GLOB`, also several times, leaves out the
/// objects that fit none of them.
struct JSONKeys {
    private var target: [[UInt8]] = []
    private var host: [[UInt8]] = []
    private var status: [[UInt8]] = []
    private var agent: [[UInt8]] = []
    private var times: [[[UInt8]]] = []
    /// For each condition, which of `paths` it looks at.
    private(set) var conditions: [(field: Int, pattern: GlobPattern)] = []
    /// All keys, as `JSONRequestKeys` wants them.
    private(set) var paths: [[[UInt8]]] = []

    /// Keys that may hold the time; there is always a place for one.
    var timeCount: Int { max(times.count, 1) }

    /// O(text).
    init(_ text: String) throws(DefinitionError) {
        var reader = JSONKeysReader(text)
        var conditions: [(path: [[UInt8]], pattern: GlobPattern)] = []
        repeat {
            let name = reader.name()
            guard reader.take("=") else {
                throw reader.cursor.error("a name needs '=' and a key behind it: target=uri")
            }
            let path = try reader.path()
            if name != "when", ([target, host, status, agent] + times).contains(path) {
                throw reader.cursor.error("this key was given before, under another name")
            }
            switch name {
            case "target": try Self.set(&target, path, reader)
            case "host": try Self.set(&host, path, reader)
            case "status": try Self.set(&status, path, reader)
            case "agent": try Self.set(&agent, path, reader)
            case "time": times.append(path)
            case "when":
                guard reader.take(":") else {
                    throw reader.cursor.error("when needs a key, ':' and a pattern: when=msg:access*")
                }
                conditions.append((path, GlobPattern(reader.pattern())))
            default: throw reader.cursor.error("'\(name)' is no name; use target, time, status, host, agent or when")
            }
        } while reader.take(",")
        if !reader.cursor.isAtEnd { throw reader.cursor.error("a comma is missing behind this key") }
        if target.isEmpty { throw reader.cursor.missing("target=KEY is needed: where the request target stands") }
        try add(conditions, reader)
    }

    /// What lines of these keys do not have.
    var lacks: RequestFields {
        var lacks: RequestFields = []
        if times.isEmpty { lacks.insert(.time) }
        if status.isEmpty { lacks.insert(.status) }
        if agent.isEmpty { lacks.insert(.userAgent) }
        return lacks
    }

    private mutating func add(
        _ conditions: [(path: [[UInt8]], pattern: GlobPattern)], _ reader: JSONKeysReader
    ) throws(DefinitionError) {
        paths = [target, host, status, agent] + (times.isEmpty ? [[]] : times)
        for (path, pattern) in conditions {
            if !paths.contains(path) { paths.append(path) }
            self.conditions.append((paths.firstIndex(of: path)!, pattern))
        }
        if paths.count > JSONKeyTree.fieldLimit {
            throw reader.cursor.missing("too many keys; \(JSONKeyTree.fieldLimit) can be read")
        }
    }

    private static func set(
        _ key: inout [[UInt8]], _ path: [[UInt8]], _ reader: JSONKeysReader
    ) throws(DefinitionError) {
        if !key.isEmpty {
            throw reader.cursor.error("this name was given before; only time and when can be given several times")
        }
        key = path
    }
}
