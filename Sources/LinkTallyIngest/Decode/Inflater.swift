/// Inflates raw deflate streams (RFC 1951) one after the other. One per input.
///
/// To add a decoder, write a file with a type that conforms, and name it in `DecoderChoice`, there and in its extension.
protocol Inflater: ~Copyable {
    /// Bytes behind the end of a stream that it may have taken and gives back.
    static var readAhead: Int { get }

    init()

    /// Begins a new stream.
    mutating func reset()

    /// Inflates from the front of `input` to the front of `output`, which is not empty. O(input + output).
    mutating func inflate(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> InflateStep

    /// CRC-32 of the stream's output so far.
    var crc: UInt32 { get }
}
