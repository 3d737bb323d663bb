/// Finds the wanted values of a line that is one JSON object (RFC 8259), in one pass that also checks the grammar. Where an
/// array has an object a line, its brackets and commas may stand around them.
///
/// Bytes that are not UTF-8 and raw control bytes are let pass inside strings, and of equal keys the last one counts
/// (rule R11): that is why this is no library. A line is malformed where `JSONFields` finds no object, and also where it
/// is nested deeper than `JSONLevels.limit`.
struct JSONFields: Sendable {
    let tree: JSONKeyTree
    /// Those of fields that the line has; `JSONKeyTree.fieldLimit` of them.
    private var values = InlineArray<16, LocatedJSON>(repeating: LocatedJSON())
    /// The fields that the line has.
    private(set) var present: JSONFieldSet = 0

    init(_ tree: JSONKeyTree) { self.tree = tree }

    /// The first of `fields` that the line read last has; empty where it has none. O(1).
    @inline(__always)
    func first(of fields: JSONFieldSet) -> JSONFieldSet {
        let there = present & fields
        return there & (~there &+ 1)
    }

    /// The value of the first of `fields` that the line read last has. O(1).
    subscript(fields: JSONFieldSet) -> LocatedJSON {
        @inline(__always) get {
            let there = present & fields
            return there == 0 ? LocatedJSON() : values[there.trailingZeroBitCount]
        }
    }

    /// Forgets the values of the line before. O(1).
    @inline(__always)
    mutating func removeAll() { present = 0 }

    /// Reads `line`; false where it is not one JSON object, or one element of an array that has its elements a line each. O(line).
    mutating func read(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
        removeAll()
        // Local, so that it stays in registers.
        var levels = JSONLevels()
        let end = line.upperBound
        var index = JSONTokens.skipSpaces(bytes, line.lowerBound, end)
        guard index < end else { return false }
        if bytes.byte(at: index) != UInt8(ascii: "{") {
            guard let first = JSONTokens.startOfElement(bytes, index, end) else { return false }
            index = first
        }
        _ = levels.open(isObject: true, node: 0)
        index &+= 1
        var mayClose = true
        while true {
            index = JSONTokens.skipSpaces(bytes, index, end)
            guard index < end else { return false }
            var byte = bytes.byte(at: index)
            if mayClose, byte == levels.closingByte {
                mayClose = false
            } else {
                var node = levels.node
                if levels.isObject {
                    guard byte == UInt8(ascii: "\"") else { return false }
                    let (close, hasEscapes) = JSONTokens.endOfString(bytes, index, end)
                    guard close < end else { return false }
                    node = tree.child(of: node, bytes, index &+ 1..<close, hasEscapes)
                    index = JSONTokens.skipSpaces(bytes, close &+ 1, end)
                    guard index < end, bytes.byte(at: index) == UInt8(ascii: ":") else { return false }
                    index = JSONTokens.skipSpaces(bytes, index &+ 1, end)
                    guard index < end else { return false }
                    byte = bytes.byte(at: index)
                }
                if byte == UInt8(ascii: "\"") {
                    let (close, hasEscapes) = JSONTokens.endOfString(bytes, index, end)
                    guard close < end else { return false }
                    if node != JSONKeyTree.noNode {
                        set(node, LocatedJSON(kind: hasEscapes ? .escapedString : .string, range: index &+ 1..<close))
                    }
                    index = close &+ 1
                } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                    if node != JSONKeyTree.noNode { set(node, LocatedJSON(kind: .other, range: index..<index)) }
                    let isObject = byte == UInt8(ascii: "{")
                    guard levels.open(isObject: isObject, node: isObject ? node : tree.firstElement(of: node)) else {
                        return false
                    }
                    index &+= 1
                    mayClose = true
                    continue
                } else {
                    let (valueEnd, isNumber) = JSONTokens.endOfScalar(bytes, index, end)
                    guard valueEnd > index else { return false }
                    if node != JSONKeyTree.noNode {
                        set(node, LocatedJSON(kind: isNumber ? .number : .other, range: index..<valueEnd))
                    }
                    index = valueEnd
                }
            }
            // Behind a value: closing brackets, then a comma or the end.
            while true {
                index = JSONTokens.skipSpaces(bytes, index, end)
                guard index < end else { return false }
                let byte = bytes.byte(at: index)
                index &+= 1
                if byte == UInt8(ascii: ",") {
                    if !levels.isObject { levels.node = tree.nextElement(behind: levels.node) }
                    break
                }
                guard byte == levels.closingByte else { return false }
                levels.close()
                if levels.depth == 0 { return JSONTokens.isEnd(bytes, index, end) }
            }
            mayClose = false
        }
    }

    /// Sets the value of a node; what stood under an equal key before it is forgotten.
    @inline(__always)
    mutating func set(_ node: UInt8, _ value: LocatedJSON) {
        let node = tree.nodes[Int(node)]
        present &= ~node.fields
        guard node.field != JSONKeyTree.noNode else { return }
        values[Int(node.field)] = value
        present |= 1 &<< JSONFieldSet(node.field)
    }
}

/// The objects and arrays that are open around a place of a JSON text: for each whether it is an object, and for the outer
/// ones which node of a key tree it is, or which one the element is that is being read.
///
/// Both are shift registers, so that the usual shallow text stays in two words; of deeper levels, 64 at a time are put
/// away.
struct JSONLevels: Sendable {
    /// Objects and arrays inside each other, at most.
    static let limit = 980

    /// Levels that are open.
    private(set) var depth = 0
    /// Whether the innermost levels are objects, the last opened one lowest.
    private var kinds: UInt64 = 0
    /// The nodes of the outer levels, eight bits each, the last opened one lowest.
    private var nodes: UInt64 = 0
    private var outerKinds = InlineArray<16, UInt64>(repeating: 0)

    /// Whether the innermost level is an object.
    var isObject: Bool {
        @inline(__always) get { kinds & 1 == 1 }
    }

    /// The byte that closes the innermost level.
    var closingByte: UInt8 {
        @inline(__always) get { isObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }
    }

    /// The innermost level's node: an object, or the element of an array that is read; or `JSONKeyTree.noNode`.
    var node: UInt8 {
        @inline(__always) get {
            depth <= JSONKeyTree.depthLimit ? UInt8(truncatingIfNeeded: nodes) : JSONKeyTree.noNode
        }
        @inline(__always) set {
            if depth <= JSONKeyTree.depthLimit { nodes = nodes & ~0xFF | UInt64(newValue) }
        }
    }

    /// Opens a level; false where there are `limit`. O(1).
    @inline(__always)
    mutating func open(isObject: Bool, node: UInt8) -> Bool {
        guard depth < Self.limit else { return false }
        if depth & 63 == 0, depth > 0 { putAway() }
        depth &+= 1
        kinds = kinds &<< 1 | (isObject ? 1 : 0)
        if depth <= JSONKeyTree.depthLimit { nodes = nodes &<< 8 | UInt64(node) }
        return true
    }

    /// Closes the innermost level; there must be one. O(1).
    @inline(__always)
    mutating func close() {
        if depth <= JSONKeyTree.depthLimit { nodes = nodes &>> 8 }
        depth &-= 1
        kinds = kinds &>> 1
        if depth & 63 == 0, depth > 0 { takeBack() }
    }

    @inline(never)
    private mutating func putAway() { outerKinds[depth / 64 - 1] = kinds }

    @inline(never)
    private mutating func takeBack() { kinds = outerKinds[depth / 64 - 1] }
}
