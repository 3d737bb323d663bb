import LinkTallyInput

/// What `--version` prints.
enum Version {
    /// The version of CHANGELOG.md's first entry.
    static let number = "0.1.0"

    static var text: String {
        let decoders = DecoderChoice.available.filter { $0 != .auto }.map(\.rawValue)
        return "linktally \(number) (decoders: \(decoders.joined(separator: ", ")))"
    }
}
