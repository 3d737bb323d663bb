import LinkTallyInput

/// The way out where an input is packed or written as something that is not read.
enum OtherContentText {
    /// What is to be done.
    static func verb(_ content: OtherContent) -> String { content.isPacked ? "unpack it first" : "convert it first" }

    /// The command that writes what is in the input `name` to its stdout.
    static func command(_ name: String, _ content: OtherContent) -> String {
        guard name == "-" else { return "\(content.converter) \(ShellWord.quoted(name))" }
        return content.readsStandardInput ? "... | \(content.converter)" : "\(content.converter) FILE"
    }

    /// The command that makes a gzip file of the file `name`.
    static func packing(_ name: String, _ content: OtherContent) -> String {
        var target = name
        if let suffix = content.suffix, target.hasSuffix(suffix) { target.removeLast(suffix.count) }
        return "\(command(name, content)) | gzip > \(ShellWord.quoted(target + ".gz"))"
    }
}
