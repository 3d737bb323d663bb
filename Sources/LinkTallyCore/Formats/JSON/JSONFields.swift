/// Finds the wanted values of a line that is one JSON object (RFC 8259), in one pass that also checks the grammar.
///
/// Bytes that are not UTF-8 and raw control bytes are let pass inside strings, and of equal keys the last one counts
/// (rule R11): that is why this is no library. A line is malformed where `JSONFields` finds no object, and also where it
/// is nested deeper than `JSONLevels.limit`.
struct JSONFields: Sendable {
    private let tree: JSONKeyTree
    private var values = InlineArray<8, JSONValue>(repeating: JSONValue())

    init(_ tree: JSONKeyTree) { self.tree = tree }

    /// The value of a field in the line read last. O(1).
    subscript(field: Int) -> JSONValue {
        @inline(__always) get { values[field] }
    }

    /// Reads `line`; false where it is not one JSON object. O(line).
    mutating func read(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
        values = InlineArray(repeating: JSONValue())
        // Local, so that it stays in registers.
        var levels = JSONLevels()
        let end = line.upperBound
        var index = JSONText.skipSpaces(bytes, line.lowerBound, end)
        guard index < end, bytes.byte(at: index) == UInt8(ascii: "{") else { return false }
        _ = levels.open(isObject: true, node: 0)
        index &+= 1
        var mayClose = true
        while true {
            index = JSONText.skipSpaces(bytes, index, end)
            guard index < end else { return false }
            var byte = bytes.byte(at: index)
            if mayClose, byte == levels.closingByte {
                mayClose = false
            } else {
                var node = JSONKeyTree.noNode
                if levels.isObject {
                    guard byte == UInt8(ascii: "\"") else { return false }
                    let (close, hasEscapes) = JSONText.endOfString(bytes, index, end)
                    guard close < end else { return false }
                    node = tree.child(of: levels.node, bytes, index &+ 1..<close, hasEscapes)
                    index = JSONText.skipSpaces(bytes, close &+ 1, end)
                    guard index < end, bytes.byte(at: index) == UInt8(ascii: ":") else { return false }
                    index = JSONText.skipSpaces(bytes, index &+ 1, end)
                    guard index < end else { return false }
                    byte = bytes.byte(at: index)
                }
                if byte == UInt8(ascii: "\"") {
                    let (close, hasEscapes) = JSONText.endOfString(bytes, index, end)
                    guard close < end else { return false }
                    if node != JSONKeyTree.noNode {
                        set(node, JSONValue(kind: hasEscapes ? .escapedString : .string, range: index &+ 1..<close))
                    }
                    index = close &+ 1
                } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                    if node != JSONKeyTree.noNode { set(node, JSONValue(kind: .other, range: index..<index)) }
                    let isObject = byte == UInt8(ascii: "{")
                    guard levels.open(isObject: isObject, node: isObject ? node : JSONKeyTree.noNode) else {
                        return false
                    }
                    index &+= 1
                    mayClose = true
                    continue
                } else {
                    let (valueEnd, isNumber) = JSONText.endOfScalar(bytes, index, end)
                    guard valueEnd > index else { return false }
                    if node != JSONKeyTree.noNode {
                        set(node, JSONValue(kind: isNumber ? .number : .other, range: index..<valueEnd))
                    }
                    index = valueEnd
                }
            }
            // Behind a value: closing brackets, then a comma or the end.
            while true {
                index = JSONText.skipSpaces(bytes, index, end)
                guard index < end else { return false }
                let byte = bytes.byte(at: index)
                index &+= 1
                if byte == UInt8(ascii: ",") { break }
                guard byte == levels.closingByte else { return false }
                levels.close()
                if levels.depth == 0 { return JSONText.skipSpaces(bytes, index, end) == end }
            }
            mayClose = false
        }
    }

    /// Sets the value of a node; what stood under an equal key before it is forgotten.
    @inline(__always)
    private mutating func set(_ node: UInt8, _ value: JSONValue) {
        let node = tree.nodes[Int(node)]
        if node.firstChild != 0 {
            var left = node.fields
            while left != 0 {
                values[left.trailingZeroBitCount] = JSONValue()
                left &= left &- 1
            }
        }
        if node.field != JSONKeyTree.noNode { values[Int(node.field)] = value }
    }
}
