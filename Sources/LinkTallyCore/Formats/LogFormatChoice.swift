/// A format that was named or recognised; the layers above know no more of a format than this.
package struct LogFormatChoice: Sendable {
    let type: any LogFormat.Type
    /// The name it was asked for by, or its own where it was recognised.
    package let name: String
}
