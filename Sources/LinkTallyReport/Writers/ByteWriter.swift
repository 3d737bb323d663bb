import LinkTallyCore

/// Gathers a report's bytes and passes them on in blocks.
@safe
package struct ByteWriter: ~Copyable {
    private static let blockSize = 64 << 10

    private let sink: any ByteSink
    /// `blockSize` bytes, of which the first `count` are written.
    private let block = PlainMemory(byteCount: ByteWriter.blockSize)
    private var count = 0

    package init(_ sink: any ByteSink) { self.sink = sink }

    /// Appends one byte. O(1) amortised.
    package mutating func write(byte: UInt8) throws(WriteFailure) {
        if count == Self.blockSize { try flush() }
        unsafe block.start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count &+= 1
    }

    /// Appends the UTF-8 bytes of `text`. O(n).
    package mutating func write(_ text: String) throws(WriteFailure) {
        try write(text.rawSpan)
    }

    /// Appends a constant of the program. O(n).
    package mutating func write(static text: StaticString) throws(WriteFailure) {
        try unsafe write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends the name of a JSON member, which needs no escapes, with quotes and a colon, behind a comma where one is due: in one
    /// step, since reports have millions. O(n).
    package mutating func write(memberName name: StaticString, behindComma needsComma: Bool) throws(WriteFailure) {
        let length = name.utf8CodeUnitCount
        precondition(length + 4 <= Self.blockSize)
        if count &+ length &+ 4 > Self.blockSize { try flush() }
        if needsComma {
            unsafe block.start.storeBytes(of: UInt8(ascii: ","), toByteOffset: count, as: UInt8.self)
            count &+= 1
        }
        unsafe block.start.storeBytes(of: UInt8(ascii: "\""), toByteOffset: count, as: UInt8.self)
        unsafe (block.start + count + 1).copyMemory(from: name.utf8Start, byteCount: length)
        count &+= length &+ 1
        unsafe block.start.storeBytes(of: UInt8(ascii: "\""), toByteOffset: count, as: UInt8.self)
        unsafe block.start.storeBytes(of: UInt8(ascii: ":"), toByteOffset: count &+ 1, as: UInt8.self)
        count &+= 2
    }

    /// Appends so many spaces. O(count).
    package mutating func write(spaces count: Int) throws(WriteFailure) {
        for _ in 0..<count { try write(byte: UInt8(ascii: " ")) }
    }

    /// Appends `bytes`. O(n).
    package mutating func write(_ bytes: RawSpan) throws(WriteFailure) {
        try unsafe bytes.withUnsafeBytes { bytes throws(WriteFailure) in try unsafe write(bytes) }
    }

    /// Appends `number` in decimal digits. O(digits).
    package mutating func write(_ number: UInt64) throws(WriteFailure) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var index = 20
        var rest = number
        repeat {
            index -= 1
            digits[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        } while rest > 0
        while index < 20 {
            try write(byte: digits[index])
            index += 1
        }
    }

    /// Passes on what was gathered. Without a call at the end the last bytes are lost.
    package mutating func flush() throws(WriteFailure) {
        try unsafe sink.write(UnsafeRawBufferPointer(start: block.start, count: count))
        count = 0
    }

    /// Has `body` write text for an element of HTML that has JSON: nothing in it can end the element.
    mutating func writeInScript(_ body: (inout ByteWriter) throws -> Void) throws {
        try flush()
        var inner = ByteWriter(ScriptSink(sink))
        try body(&inner)
        try inner.flush()
    }

    private mutating func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFailure) {
        guard let start = bytes.baseAddress else { return }
        if count &+ bytes.count > Self.blockSize { try flush() }
        // What no block has room for goes to the sink as it is.
        guard bytes.count <= Self.blockSize else { return try unsafe sink.write(bytes) }
        unsafe (block.start + count).copyMemory(from: start, byteCount: bytes.count)
        count &+= bytes.count
    }
}
