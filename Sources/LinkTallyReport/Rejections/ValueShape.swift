import LinkTallyCore

/// What is left of a value when nobody may read it.
enum ValueShape {
    /// Letters become `a`, also each that is not ASCII; digits become `9`; other bytes stay. O(n).
    static func shape(of value: RawSpan) -> [UInt8] {
        var shape: [UInt8] = []
        shape.reserveCapacity(value.byteCount)
        for index in value.byteOffsets {
            let byte = value.byte(at: index)
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): shape.append(UInt8(ascii: "9"))
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0xC0...:
                shape.append(UInt8(ascii: "a"))
            case 0x80...0xBF: break  // behind the first byte of a character, which made its `a`
            default: shape.append(byte)
            }
        }
        return shape
    }
}
