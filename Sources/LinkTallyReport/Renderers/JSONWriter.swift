import LinkTallyCore

/// Writes JSON as it goes: commas are set between members and elements, nothing is kept.
struct JSONWriter {
    /// Whether an element stands before in the innermost list or object.
    private var needsComma = false

    init() {}

    /// Begins an object or a list: `{` or `[`.
    mutating func open(_ bracket: Unicode.Scalar, to writer: inout ByteWriter) throws(WriteFailure) {
        try separate(&writer)
        try writer.write(byte: UInt8(ascii: bracket))
        needsComma = false
    }

    /// Ends it.
    mutating func close(_ bracket: Unicode.Scalar, to writer: inout ByteWriter) throws(WriteFailure) {
        try writer.write(byte: UInt8(ascii: bracket))
        needsComma = true
    }

    /// Begins an entry of a list on a line of its own, so that reports can be compared line by line.
    mutating func openEntry(to writer: inout ByteWriter) throws(WriteFailure) {
        try separate(&writer)
        try writer.write("\n{")
        needsComma = false
    }

    /// Begins a member of an object; its value comes next.
    mutating func name(_ name: String, to writer: inout ByteWriter) throws(WriteFailure) {
        try separate(&writer)
        try JSONText.write(name, to: &writer)
        try writer.write(byte: UInt8(ascii: ":"))
        needsComma = false
    }

    /// An element of a list.
    mutating func element(_ text: String, to writer: inout ByteWriter) throws(WriteFailure) {
        try separate(&writer)
        try JSONText.write(text, to: &writer)
        needsComma = true
    }

    mutating func member(_ name: String, _ text: RawSpan, to writer: inout ByteWriter) throws(WriteFailure) {
        try self.name(name, to: &writer)
        try JSONText.write(text, to: &writer)
        needsComma = true
    }

    mutating func member(_ name: String, _ text: String?, to writer: inout ByteWriter) throws(WriteFailure) {
        try self.name(name, to: &writer)
        try string(text, to: &writer)
    }

    mutating func member(_ name: String, _ number: UInt64, to writer: inout ByteWriter) throws(WriteFailure) {
        try self.name(name, to: &writer)
        try writer.write(number)
        needsComma = true
    }

    /// Writes the beginning of a member or element as it is: `"name":`, or more that is the same in many places. Its value
    /// comes next.
    mutating func begin(static text: StaticString, to writer: inout ByteWriter) throws(WriteFailure) {
        try separate(&writer)
        try writer.write(static: text)
        needsComma = false
    }

    /// A number or null, behind its name.
    mutating func number(_ number: Int?, to writer: inout ByteWriter) throws(WriteFailure) {
        if let number { try writer.write(UInt64(number)) } else { try writer.write(static: "null") }
        needsComma = true
    }

    /// A flag, behind its name.
    mutating func flag(_ flag: Bool, to writer: inout ByteWriter) throws(WriteFailure) {
        try writer.write(static: flag ? "true" : "false")
        needsComma = true
    }

    /// A string or null, behind its name.
    mutating func string(_ text: String?, to writer: inout ByteWriter) throws(WriteFailure) {
        if let text { try JSONText.write(text, to: &writer) } else { try writer.write(static: "null") }
        needsComma = true
    }

    /// A string of any bytes, behind its name; what is no UTF-8 becomes U+FFFD.
    mutating func string(repairing bytes: RawSpan, to writer: inout ByteWriter) throws(WriteFailure) {
        if bytes.isUnescapedInJSON(0..<bytes.byteCount) {
            try writer.write(byte: UInt8(ascii: "\""))
            try writer.write(bytes)
            try writer.write(byte: UInt8(ascii: "\""))
        } else {
            try JSONText.write(bytes.text, to: &writer)
        }
        needsComma = true
    }

    mutating func member(_ name: String, _ number: Int, to writer: inout ByteWriter) throws(WriteFailure) {
        try member(name, UInt64(number), to: &writer)
    }

    /// An object of counts.
    mutating func member<Count: BinaryInteger>(
        _ name: String, _ counts: KeyValuePairs<String, Count>, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try self.name(name, to: &writer)
        try open("{", to: &writer)
        for (name, count) in counts { try member(name, UInt64(count), to: &writer) }
        try close("}", to: &writer)
    }

    mutating func member(_ name: String, _ flag: Bool, to writer: inout ByteWriter) throws(WriteFailure) {
        try self.name(name, to: &writer)
        try self.flag(flag, to: &writer)
    }

    /// A number as its digits; null where there is none.
    mutating func member(_ name: String, number: String?, to writer: inout ByteWriter) throws(WriteFailure) {
        try self.name(name, to: &writer)
        try writer.write(number ?? "null")
        needsComma = true
    }

    private mutating func separate(_ writer: inout ByteWriter) throws(WriteFailure) {
        if needsComma { try writer.write(byte: UInt8(ascii: ",")) }
    }
}
