/// A step on the way to a value of a JSON text.
enum JSONStep: Hashable, Sendable {
    /// Into an object, to the value of this key.
    case key([UInt8])
    /// Into an array, to this element; the first is 0.
    case element(Int)
}

/// The way to a value, from the outermost object inwards.
typealias JSONPath = [JSONStep]

/// Wanted values, one bit each in the order of their paths. Where several stand for one thing, the first that is there
/// counts.
typealias JSONFieldSet = UInt16

/// The keys that are wanted of a JSON object, by their paths through the objects and arrays in it.
struct JSONKeyTree: Sendable {
    /// Steps on the way to a value, at most.
    static let depthLimit = 8
    /// Values that are wanted, at most.
    static let fieldLimit = JSONFieldSet.bitWidth
    /// Elements of an array that can be told apart.
    static let elementLimit = 16
    /// The number of no node and of no field.
    static let noNode: UInt8 = 0xFF

    /// A key of one object, or an element of one array: it names a wanted value, or something that has some, or both.
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
        /// Element 0 of the array, where an element is wanted, or `noNode`.
        var firstElement = JSONKeyTree.noNode
        /// The element behind this one, where it or a later one is wanted, or `noNode`.
        var nextElement = JSONKeyTree.noNode
        /// The wanted values in this one.
        var fields: JSONFieldSet = 0
        /// The lengths of the keys of the object, one bit each; nearly every other key has another one.
        var lengths: UInt64 = 0

        /// Whether a key of `length` bytes, or of 63 and more, is among them.
        @inline(__always)
        func mayHaveKey(length: Int) -> Bool { lengths &>> UInt64(min(length, 63)) & 1 == 1 }
    }

    /// Node 0 is the whole text.
    private(set) var nodes = [Node()]
    private(set) var names: [UInt8] = []

    /// Path `n` of `paths` names field `n`. Nil where there are more nodes than have a number. Traps where there are too
    /// many paths, one is too long, or two are equal. O(paths).
    init?(_ paths: [JSONPath]) {
        precondition(paths.count <= Self.fieldLimit)
        for (field, path) in paths.enumerated() {
            precondition(1...Self.depthLimit ~= path.count)
            var node = 0
            for step in path {
                nodes[node].fields |= 1 << JSONFieldSet(field)
                switch step {
                case .key(let key): node = addChild(of: node, key)
                case .element(let number): node = addElement(of: node, number)
                }
                guard nodes.count <= Int(Self.noNode) else { return nil }
            }
            precondition(nodes[node].field == Self.noNode)
            nodes[node].field = UInt8(field)
            nodes[node].fields |= 1 << JSONFieldSet(field)
        }
    }

    /// The node of the first element of the array `node`, or `noNode`. O(1).
    @inline(__always)
    func firstElement(of node: UInt8) -> UInt8 {
        node == Self.noNode ? Self.noNode : nodes[Int(node)].firstElement
    }

    /// The node of the element behind the element `node`, or `noNode`. O(1).
    @inline(__always)
    func nextElement(behind node: UInt8) -> UInt8 {
        node == Self.noNode ? Self.noNode : nodes[Int(node)].nextElement
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

    /// Element `number` of the array `node`, and those before it.
    private mutating func addElement(of node: Int, _ number: Int) -> Int {
        precondition(number < Self.elementLimit)
        var last = node
        for index in 0...number {
            let known = index == 0 ? nodes[last].firstElement : nodes[last].nextElement
            if known == Self.noNode {
                let new = UInt8(truncatingIfNeeded: nodes.count)
                if index == 0 { nodes[last].firstElement = new } else { nodes[last].nextElement = new }
                nodes.append(Node())
                last = nodes.count - 1
            } else {
                last = Int(known)
            }
        }
        return last
    }
}
