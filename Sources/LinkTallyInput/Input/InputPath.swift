/// An input as it was named: a file's path, or `-` for stdin.
///
/// Paths are bytes; one that is not UTF-8 is opened all the same and shown with replacement characters.
package struct InputPath: Sendable, Equatable {
    /// The bytes that name the file, without the terminating zero.
    package let bytes: [UInt8]
    /// The path as messages and reports show it.
    package var name: String { String(decoding: bytes, as: UTF8.self) }
    /// Whether stdin is meant.
    package var isStandardInput: Bool { bytes == [UInt8(ascii: "-")] }

    /// The path in `bytes`; a zero byte ends it, as it would for the system.
    package init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes.prefix { $0 != 0 }) }

    /// The path `name`.
    package init(_ name: String) { self.init(bytes: name.utf8) }
}
