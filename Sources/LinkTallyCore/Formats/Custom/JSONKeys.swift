/// Where an NDJSON log keeps its requests, as `--json-keys` names it: `target=request.uri,time=ts,status=code,host=host`.
///
/// Keys are paths through objects, joined by dots; a backslash takes a dot, comma or equals sign of a key as it is. `time`
/// may be given several times, the first key that is there counts. `when=PATH:GLOB`, also several times, leaves out the
/// objects that fit none of them.
struct JSONKeys {
    private(set) var target: [[UInt8]] = []
    private(set) var host: [[UInt8]] = []
    private(set) var status: [[UInt8]] = []
    private(set) var agent: [[UInt8]] = []
    private(set) var times: [[[UInt8]]] = []
    /// The user agent's, which may be empty; then those that only conditions ask for.
    private(set) var others: [[[UInt8]]] = []
    /// For each condition, which of the fields of `JSONRequestKeys` it looks at.
    private(set) var conditions: [(field: Int, pattern: GlobPattern)] = []

    /// O(text).
    init(_ text: String) throws(DefinitionError) {
        var reader = JSONKeysReader(text)
        var conditions: [(path: [[UInt8]], pattern: GlobPattern)] = []
        repeat {
            let name = reader.name()
            guard reader.take("=") else { throw reader.error("a name needs '=' and a key behind it: target=uri") }
            let path = try reader.path()
            if name != "when", ([target, host, status, agent] + times).contains(path) {
                throw reader.error("this key was given before, under another name")
            }
            switch name {
            case "target": try Self.set(&target, path, reader)
            case "host": try Self.set(&host, path, reader)
            case "status": try Self.set(&status, path, reader)
            case "agent": try Self.set(&agent, path, reader)
            case "time": times.append(path)
            case "when":
                guard reader.take(":") else {
                    throw reader.error("when needs a key, ':' and a pattern: when=msg:access*")
                }
                conditions.append((path, GlobPattern(reader.pattern())))
            default: throw reader.error("'\(name)' is no name; use target, time, status, host, agent or when")
            }
        } while reader.take(",")
        if !reader.isAtEnd { throw reader.error("a comma is missing behind this key") }
        if target.isEmpty { throw reader.missing("target=KEY is needed: where the request target stands") }
        try add(conditions, reader)
    }

    /// What lines of these keys do not have.
    var lacks: RequestFields {
        var lacks: RequestFields = []
        if times == [[]] { lacks.insert(.time) }
        if status.isEmpty { lacks.insert(.status) }
        if agent.isEmpty { lacks.insert(.userAgent) }
        return lacks
    }

    private mutating func add(
        _ conditions: [(path: [[UInt8]], pattern: GlobPattern)], _ reader: JSONKeysReader
    ) throws(DefinitionError) {
        if times.isEmpty { times = [[]] }
        // There is always a field for it, so that it has its place.
        others = [agent]
        var fields = [target, host, status] + times + others
        for (path, pattern) in conditions {
            if !fields.contains(path) {
                fields.append(path)
                others.append(path)
            }
            self.conditions.append((fields.firstIndex(of: path)!, pattern))
        }
        if fields.count > JSONKeyTree.fieldLimit {
            throw reader.missing("too many keys; \(JSONKeyTree.fieldLimit) can be read")
        }
    }

    private static func set(
        _ key: inout [[UInt8]], _ path: [[UInt8]], _ reader: JSONKeysReader
    ) throws(DefinitionError) {
        if !key.isEmpty {
            throw reader.error("this name was given before; only time and when can be given several times")
        }
        key = path
    }
}
