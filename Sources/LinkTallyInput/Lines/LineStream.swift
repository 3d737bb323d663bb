import LinkTallyCore

/// The lines of one input, read on the caller's thread in memory that does not grow with the input.
package enum LineStream {
    private static let windowSize = 256 << 10

    /// Calls `body` with the first whole lines of an input, if it has any. O(window).
    ///
    /// - Throws: `InputError` where the input has a fault that was met while these were read, after they were lent; what `body`
    ///   throws.
    package static func readFirst(_ path: InputPath, stop: StopSignal, _ body: (RawSpan) throws -> Void) throws {
        var source = try DecodedInput(try InputDescriptor(path), decoder: .auto, stop: stop)
        var buffer = LineBuffer(window: WindowBuffer(capacity: windowSize))
        // Of an input whose first line is behind a fault there is nothing to show but the fault.
        if try buffer.next(from: &source, unless: stop), buffer.cut > 0 || buffer.fault == nil {
            try body(buffer.lines)
        }
        if let fault = buffer.fault { throw fault }
    }

    /// Calls `body` with window after window of whole lines, and the number of lines longer than 8 MiB that were passed
    /// over in front of them. What it is packed in is recognised by content; a byte order mark is left out. O(bytes).
    ///
    /// - Throws: `InputError` where the input has a fault or `stop` is raised, after the whole lines before that were
    ///   lent; what `body` throws.
    package static func read(
        _ path: InputPath, stop: StopSignal, _ body: (_ lines: RawSpan, _ oversizedLines: Int) throws -> Void
    ) throws {
        let file = try InputDescriptor(path)
        var source = try DecodedInput(file, decoder: .auto, stop: stop)
        var buffer = LineBuffer(window: WindowBuffer(capacity: windowSize))
        while try buffer.next(from: &source, unless: stop) {
            try body(buffer.lines, buffer.oversizedLines)
            buffer.roll()
        }
    }
}
