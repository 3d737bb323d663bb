/// What one call of an inflater did.
struct InflateStep {
    enum State {
        /// All input is used up; output may be left over.
        case needsInput
        /// The output is full; there may be more.
        case outputFull
        /// The deflate stream is at its end.
        case ended
        /// The input is no deflate stream.
        case damaged
    }

    /// Bytes taken from the input. Negative where an inflater had read ahead and gives bytes of earlier calls back, at
    /// most `Inflater.readAhead` in all.
    let consumed: Int
    /// Bytes written to the output; they are good whatever `state` is.
    let produced: Int
    let state: State
}
