import LinkTallyCore

/// Writes JSON as it goes, so that a report of any length needs no memory: objects and arrays are scopes, which set brackets and
/// commas.
///
///     try writer.json { json in
///         try json.object { json in
///             try json.member("schema", "linktally-check/1")
///             try json.array("links") { json in
///                 for link in links { try json.entry { json in try json.member("link", link) } }
///             }
///         }
///     }
///
/// That each object has names, and each name one value, is up to the caller.
struct JSONWriter: ~Copyable {
    private var output: ByteWriter
    /// Whether a value stands before in the innermost object or array.
    private var needsComma: Bool

    fileprivate init(_ output: consuming ByteWriter, needsComma: Bool) {
        self.output = output
        self.needsComma = needsComma
    }

    fileprivate consuming func finish() -> ByteWriter { output }

    // MARK: Scopes

    /// An object, whose members `body` writes.
    mutating func object(_ body: (inout JSONWriter) throws -> Void) throws {
        try object(beginning: "{", body)
    }

    /// An object as an element on a line of its own, so that reports can be compared line by line.
    mutating func entry(_ body: (inout JSONWriter) throws -> Void) throws {
        try object(beginning: "\n{", body)
    }

    /// An object that begins with a text which many share. Behind it `body` goes on with a value.
    mutating func object(beginning start: StaticString, _ body: (inout JSONWriter) throws -> Void) throws {
        try separate()
        try output.write(static: start)
        needsComma = false
        try body(&self)
        try output.write(byte: UInt8(ascii: "}"))
        needsComma = true
    }

    /// An array, whose elements `body` writes.
    mutating func array(_ body: (inout JSONWriter) throws -> Void) throws {
        try separate()
        try output.write(byte: UInt8(ascii: "["))
        needsComma = false
        try body(&self)
        try output.write(byte: UInt8(ascii: "]"))
        needsComma = true
    }

    /// A member that is an object.
    mutating func object(_ name: StaticString, _ body: (inout JSONWriter) throws -> Void) throws {
        try self.name(name)
        try object(body)
    }

    /// A member that is an array.
    mutating func array(_ name: StaticString, _ body: (inout JSONWriter) throws -> Void) throws {
        try self.name(name)
        try array(body)
    }

    // MARK: Members

    mutating func member(_ name: StaticString, _ text: String?) throws(WriteFailure) {
        try self.name(name)
        try value(text)
    }

    mutating func member(_ name: StaticString, _ text: RawSpan) throws(WriteFailure) {
        try self.name(name)
        try value(text)
    }

    mutating func member(_ name: StaticString, repairing bytes: RawSpan) throws(WriteFailure) {
        try self.name(name)
        try value(repairing: bytes)
    }

    mutating func member(_ name: StaticString, _ number: UInt64) throws(WriteFailure) {
        try self.name(name)
        try value(number)
    }

    mutating func member(_ name: StaticString, _ number: UInt64?) throws(WriteFailure) {
        try self.name(name)
        if let number { try value(number) } else { try value(nil as Int?) }
    }

    mutating func member(_ name: StaticString, _ number: Int?) throws(WriteFailure) {
        try self.name(name)
        try value(number)
    }

    mutating func member(_ name: StaticString, _ flag: Bool) throws(WriteFailure) {
        try self.name(name)
        try literal(flag ? "true" : "false")
    }

    mutating func null(_ name: StaticString) throws(WriteFailure) {
        try self.name(name)
        try literal("null")
    }

    /// Begins a member; its value comes next. The name is written as it is.
    private mutating func name(_ name: StaticString) throws(WriteFailure) {
        try output.write(memberName: name, behindComma: needsComma)
        needsComma = false
    }

    /// Begins a member whose name is not known beforehand; its value comes next.
    mutating func name(_ name: String) throws(WriteFailure) {
        try value(name)
        try output.write(byte: UInt8(ascii: ":"))
        needsComma = false
    }

    // MARK: Values: elements of an array, or behind the name of a member

    /// A string, or null.
    mutating func value(_ text: String?) throws(WriteFailure) {
        if let text { try value(text.rawSpan) } else { try literal("null") }
    }

    /// A string of valid UTF-8.
    mutating func value(_ text: RawSpan) throws(WriteFailure) {
        if text.isUnescapedInJSON(0..<text.byteCount) { try quote(text) } else { try escape(text) }
    }

    /// A string of any bytes: what is no UTF-8 becomes U+FFFD.
    mutating func value(repairing bytes: RawSpan) throws(WriteFailure) {
        if bytes.isUnescapedInJSON(0..<bytes.byteCount) { try quote(bytes) } else { try escape(bytes.text.rawSpan) }
    }

    mutating func value(_ number: UInt64) throws(WriteFailure) {
        try separate()
        try output.write(number)
        needsComma = true
    }

    /// A number that is 0 or more, or null.
    mutating func value(_ number: Int?) throws(WriteFailure) {
        if let number { try value(UInt64(number)) } else { try literal("null") }
    }

    /// A number as its digits, or null.
    mutating func value(number: String?) throws(WriteFailure) {
        try separate()
        try output.write(number ?? "null")
        needsComma = true
    }

    private mutating func literal(_ word: StaticString) throws(WriteFailure) {
        try separate()
        try output.write(static: word)
        needsComma = true
    }

    private mutating func separate() throws(WriteFailure) {
        if needsComma { try output.write(byte: UInt8(ascii: ",")) }
    }
}

/// Strings (RFC 8259).
///
/// Escaped are quote, backslash, and what a terminal may do something else with than show it (`TerminalText`): control
/// characters, also U+2028 and U+2029, which are line ends to JavaScript, and marks that turn the direction of text.
extension JSONWriter {
    /// A string without anything to escape.
    private mutating func quote(_ text: RawSpan) throws(WriteFailure) {
        try separate()
        try output.write(byte: UInt8(ascii: "\""))
        try output.write(text)
        try output.write(byte: UInt8(ascii: "\""))
        needsComma = true
    }

    /// A string of valid UTF-8, escaped.
    private mutating func escape(_ text: RawSpan) throws(WriteFailure) {
        try separate()
        try output.write(byte: UInt8(ascii: "\""))
        var index = 0
        while index < text.byteCount {
            let byte = text.byte(at: index)
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                try output.write(byte: UInt8(ascii: "\\"))
                try output.write(byte: byte)
            case ..<0x20, 0x7F: try escape(UInt16(byte))
            case 0xC2, 0xD8, 0xE2, 0xEF, 0xF3:
                // The first bytes of all dangerous scalars.
                index += try writeScalar(text, at: index)
                continue
            default: try output.write(byte: byte)
            }
            index += 1
        }
        try output.write(byte: UInt8(ascii: "\""))
        needsComma = true
    }

    /// Writes the scalar at `index` escaped where it is dangerous, else its first byte; returns how many bytes that were.
    private mutating func writeScalar(_ text: RawSpan, at index: Int) throws(WriteFailure) -> Int {
        var iterator = (index..<min(index + 4, text.byteCount)).map { text.byte(at: $0) }.makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator), TerminalText.isDangerous(scalar) else {
            try output.write(byte: text.byte(at: index))
            return 1
        }
        for unit in UTF16.encode(scalar)! { try escape(unit) }
        return UTF8.width(scalar)
    }

    private mutating func escape(_ unit: UInt16) throws(WriteFailure) {
        try output.write(static: "\\u")
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(unit >> UInt16(shift) & 0xF)
            try output.write(byte: digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}

extension ByteWriter {
    /// Has `body` write JSON: one value, or elements of an array that was begun before.
    ///
    /// - Parameter needsComma: Whether an element stands before.
    mutating func json(needsComma: Bool = false, _ body: (inout JSONWriter) throws -> Void) throws {
        var json = JSONWriter(self, needsComma: needsComma)
        do {
            try body(&json)
        } catch {
            self = json.finish()
            throw error
        }
        self = json.finish()
    }
}
