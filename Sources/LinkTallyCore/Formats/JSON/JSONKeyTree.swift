/// The keys that are wanted of a JSON object, by their paths through the objects in it.
struct JSONKeyTree: Sendable {
    /// Keys on the way to a value, at most.
    static let depthLimit = 8
    /// Values that are wanted, at most.
    static let fieldLimit = 8
    /// The number of no node and of no field.
    static let noNode: UInt8 = 0xFF

    /// A key of one object: it names a wanted value, or an object that has some, or both.
    struct Node: Sendable {
        /// Where its name stands in `names`.
        var name = 0..<0
        /// The first eight bytes of its name, the first one lowest, zero behind it.
        var head: UInt64 = 0
        /// The wanted value, or `noNode`.
        var field = JSONKeyTree.noNode
        /// The first key of the object, or 0.
        var firstChild: UInt8 = 0
        /// The next key of the object that this one is of, or 0.
        var nextSibling: UInt8 = 0
        /// The wanted values under this key, one bit each.
        var fields: UInt8 = 0
        /// The lengths of the keys of the object, one bit each; nearly every other key has another one.
        var lengths: UInt64 = 0

        /// Whether a key of `length` bytes, or of 63 and more, is among them.
        @inline(__always)
        func mayHaveKey(length: Int) -> Bool { lengths &>> UInt64(min(length, 63)) & 1 == 1 }
    }

    /// Node 0 is the whole text.
    private(set) var nodes = [Node()]
    private(set) var names: [UInt8] = []

    /// Path `n` of `paths`, keys from the outermost, names field `n`; an empty path leaves it always absent.
    init(_ paths: [[[UInt8]]]) {
        precondition(paths.count <= Self.fieldLimit)
        for (field, path) in paths.enumerated() {
            precondition(path.count <= Self.depthLimit)
            if path.isEmpty { continue }
            var node = 0
            for key in path {
                nodes[node].fields |= 1 << UInt8(field)
                node = addChild(of: node, key)
            }
            nodes[node].field = UInt8(field)
            nodes[node].fields |= 1 << UInt8(field)
        }
    }

    /// The node of a key of the object `node`; `noNode` where there is none. O(keys) where the length is one of theirs.
    ///
    /// - Parameter key: In `bytes`, without its quotes.
    @inline(__always)
    func child(of node: UInt8, _ bytes: RawSpan, _ key: Range<Int>, _ hasEscapes: Bool) -> UInt8 {
        guard node != Self.noNode else { return Self.noNode }
        let object = nodes[Int(node)]
        guard hasEscapes || object.mayHaveKey(length: key.count) else { return Self.noNode }
        if hasEscapes || key.lowerBound &+ 8 > bytes.byteCount {
            return spelledChild(
                from: object.firstChild, bytes, LocatedJSON(kind: hasEscapes ? .escapedString : .string, range: key))
        }
        let head = bytes.word64(at: key.lowerBound) & Self.headMask(key.count)
        var child = object.firstChild
        while child != 0 {
            if nodes[Int(child)].head == head, isName(of: child, bytes, key) { return child }
            child = nodes[Int(child)].nextSibling
        }
        return Self.noNode
    }

    /// Ones for the bytes of a name that its head has.
    @inline(__always)
    private static func headMask(_ length: Int) -> UInt64 {
        length >= 8 ? .max : (1 &<< UInt64(8 &* length)) &- 1
    }

    @inline(never)
    private func isName(of node: UInt8, _ bytes: RawSpan, _ key: Range<Int>) -> Bool {
        bytes.equals(key, names.rawSpan.extracting(nodes[Int(node)].name))
    }

    @inline(never)
    private func spelledChild(from first: UInt8, _ bytes: RawSpan, _ key: LocatedJSON) -> UInt8 {
        let names = names.rawSpan
        var child = first
        while child != 0 {
            let node = nodes[Int(child)]
            if key.kind == .escapedString || node.name.count == key.range.count,
                key.isEqual(to: names.extracting(node.name), in: bytes)
            {
                return child
            }
            child = node.nextSibling
        }
        return Self.noNode
    }

    private mutating func addChild(of node: Int, _ key: [UInt8]) -> Int {
        var child = Int(nodes[node].firstChild)
        while child != 0 {
            if names[nodes[child].name].elementsEqual(key) { return child }
            child = Int(nodes[child].nextSibling)
        }
        let head = key.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        let new = Node(
            name: names.count..<names.count + key.count, head: head, nextSibling: nodes[node].firstChild)
        names += key
        nodes.append(new)
        nodes[node].lengths |= 1 << UInt64(min(key.count, 63))
        nodes[node].firstChild = UInt8(nodes.count - 1)
        return nodes.count - 1
    }
}
