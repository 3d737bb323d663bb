/// A format that was named or recognised; the layers above know no more of a format than this.
package struct LogFormatChoice: Sendable {
    /// The format before its first line.
    let format: any LineFormat
    /// The name it was asked for by, or its own where it was recognised.
    package let name: String
    /// What a definition says that the lines do not have.
    let lacks: RequestFields
    /// What `LogFormats.restored` needs besides the name: how a custom format was defined; empty where it has a name of its own.
    package let definition: String

    init(format: any LineFormat, name: String, lacks: RequestFields = [], definition: String = "") {
        self.format = format
        self.name = name
        self.lacks = lacks
        self.definition = definition
    }

    /// Whether both read lines alike, whatever they are called.
    package func isSame(as other: LogFormatChoice) -> Bool {
        definition == other.definition && type(of: format) == type(of: other.format)
    }

    /// Whether its lines can only be read behind all lines before them: a file of it is not cut into ranges, and a window
    /// that goes to another thread takes with it what was said before.
    package var hasDirectives: Bool { type(of: format).hasDirectives }
}
