import ArgumentParser
import LinkTallyInput

/// An output as it was named: a file's path, whose bytes need not be UTF-8, or `-` for stdout.
struct OutputPath: Equatable, ExpressibleByArgument {
    /// The bytes that name the file, without a terminating zero.
    let bytes: [UInt8]

    /// Nil for an empty name, which is no file's.
    init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        bytes = CommandLineBytes.exact(argument)
    }

    /// The path as messages show it.
    var name: String { String(decoding: bytes, as: UTF8.self) }
    /// The path as the system takes it, with its terminating zero.
    var terminated: [CChar] { bytes.map(CChar.init(bitPattern:)) + [0] }
    /// Whether stdout is meant.
    var isStandardOutput: Bool { bytes == [UInt8(ascii: "-")] }
    /// The same path as one that could be read.
    var asInput: InputPath { InputPath(bytes: bytes) }
}
