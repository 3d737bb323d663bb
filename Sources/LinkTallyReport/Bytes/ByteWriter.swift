import LinkTallyCore

/// Gathers a report's bytes and passes them on in blocks.
package struct ByteWriter: ~Copyable {
    private static let blockSize = 64 << 10

    private let sink: any ByteSink
    private var block: [UInt8] = []

    package init(_ sink: any ByteSink) {
        self.sink = sink
        block.reserveCapacity(Self.blockSize)
    }

    /// Appends one byte. O(1) amortised.
    package mutating func write(byte: UInt8) throws(WriteFailure) {
        if block.count == Self.blockSize { try flush() }
        block.append(byte)
    }

    /// Appends the UTF-8 bytes of `text`. O(n).
    package mutating func write(_ text: String) throws(WriteFailure) {
        try unsafe write(text.utf8Span.span.bytes)
    }

    /// Appends `bytes`. O(n).
    package mutating func write(_ bytes: RawSpan) throws(WriteFailure) {
        if block.count + bytes.byteCount > Self.blockSize { try flush() }
        if bytes.byteCount > Self.blockSize {
            try unsafe bytes.withUnsafeBytes { bytes throws(WriteFailure) in try unsafe sink.write(bytes) }
        } else {
            unsafe bytes.withUnsafeBytes { bytes in unsafe block.append(contentsOf: bytes) }
        }
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

    /// Passes on what was gathered; must be called at the end.
    package mutating func flush() throws(WriteFailure) {
        try unsafe block.rawSpan.withUnsafeBytes { bytes throws(WriteFailure) in try unsafe sink.write(bytes) }
        block.removeAll(keepingCapacity: true)
    }
}
