import LinkTallyInput
import LinkTallyScan

/// Reads a file as the command does, on one thread: decodes and scans window after window.
public enum FileProbe {
    /// The decoders of this build that can be told apart.
    public static var decoders: [String] { DecoderChoice.available.filter { $0 != .auto }.map(\.rawValue) }

    /// Lines of a file. A file that cannot be read whole is a programming error here.
    public static func lines(of path: String, decoder: String, windowSize: Int) -> Int {
        guard let decoder = DecoderChoice(rawValue: decoder) else { preconditionFailure("no such decoder: \(decoder)") }
        var options = ScanOptions()
        options.decoder = decoder
        options.windowSize = windowSize
        let result = Scan.run([InputPath(path)], options)
        precondition(result.inputs.allSatisfy { $0.error == nil }, "\(path) cannot be read")
        return result.summary.lines.total
    }
}
