/// Inflates the insides of members one after the other: raw deflate streams (RFC 1951), or what another packer wrote. One per input.
///
/// To add a decoder, write a file with a type that conforms, and name it in `DecoderChoice`, there or in its extension.
protocol Inflater: ~Copyable {
    /// Bytes behind the end of a stream, or of the input, that it may have taken and gives back.
    static var readAhead: Int { get }
    /// Bytes of input that it may leave where it needs more.
    static var mostUnread: Int { get }

    init()

    /// Begins a new stream.
    mutating func reset()

    /// Inflates from the front of `input` to the front of `output`, which is not empty. O(input + output).
    ///
    /// The next call has what is left of `input`; until it needs input, these bytes, those before them that were taken, and `readAhead`
    /// more before these, stay where they are.
    mutating func inflate(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> InflateStep

    /// Where it needs input: there is no more. What it can still give, it gives in the next calls. How many bytes it gives back before.
    mutating func endInput() -> Int

    /// Inflates a new stream of its own: whether `input` is one, and its output as long as `output`. O(input + output).
    mutating func inflateWhole(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Bool
}

extension Inflater where Self: ~Copyable {
    mutating func endInput() -> Int { 0 }

    mutating func inflateWhole(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Bool {
        unsafe inflateInSteps(input, into: output)
    }

    /// As `inflateWhole`, one step after the other.
    mutating func inflateInSteps(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> Bool {
        reset()
        // An engine wants room to write to, also for the end of a stream.
        var spare: UInt8 = 0
        var (consumed, produced) = (0, 0)
        while true {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: input[consumed...])
            let step =
                unsafe produced < output.count
                ? inflate(rest, into: UnsafeMutableRawBufferPointer(rebasing: output[produced...]))
                : withUnsafeMutableBytes(of: &spare) { unsafe inflate(rest, into: $0) }
            consumed += step.consumed
            produced += step.produced
            guard produced <= output.count else { return false }
            switch step.state {
            case .ended: return produced == output.count && consumed == input.count
            case .outputFull: if step.produced == 0 { return false }
            case .needsInput, .damaged: return false
            }
        }
    }
}

/// What one call of an inflater did.
struct InflateStep {
    enum State {
        /// All input is used up, but for `Inflater.mostUnread` bytes at most; room for output is left over.
        case needsInput
        /// The output is full; there may be more.
        case outputFull
        /// The stream is at its end.
        case ended
        /// The input is no such stream.
        case damaged
    }

    /// Bytes taken from the input. Negative where an inflater had read ahead and gives bytes of earlier calls back, or where damage began in
    /// these.
    let consumed: Int
    /// Bytes written to the output; they are good whatever `state` is.
    let produced: Int
    let state: State
    /// What is wrong where it is damaged; its place is behind what was consumed.
    var fault = InputFault.badData
}
