/// The objects and arrays that are open around a place of a JSON text: for each whether it is an object, and for the outer
/// ones which node of a key tree it is.
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

    init() {}

    /// Whether the innermost level is an object.
    var isObject: Bool {
        @inline(__always) get { kinds & 1 == 1 }
    }

    /// The byte that closes the innermost level.
    var closingByte: UInt8 {
        @inline(__always) get { isObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }
    }

    /// The innermost level's node, or `JSONKeyTree.noNode`.
    var node: UInt8 {
        @inline(__always) get {
            depth <= JSONKeyTree.depthLimit ? UInt8(truncatingIfNeeded: nodes) : JSONKeyTree.noNode
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
