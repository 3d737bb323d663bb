import ArgumentParser
import LinkTallyCore
import LinkTallyInput

/// Keeps a run from writing over what it reads: a log, a list, a store, or its other output.
enum OutputGuard {
    /// A file by what the system knows it by, or, where there is none yet, the place that it would have.
    private struct Place: Hashable {
        let device: Int64
        let inode: Int64
        /// Empty for a file that is there.
        let name: [UInt8]
    }

    /// Says which output is also something else, and throws `usage`.
    ///
    /// - Parameters:
    ///   - outputs: Options and their paths; nil where an option was not given.
    ///   - inputs: What the run reads; `-` is the file that stdin is, if it is one.
    ///   - store: The store that it uses.
    static func check(
        outputs: [(option: String, path: OutputPath?)], inputs: [InputPath], files: [String?] = [], store: String? = nil
    ) throws(ExitStatus) {
        let given = outputs.compactMap { output in output.path.map { (option: output.option, path: $0) } }
            .filter { !$0.path.isStandardOutput }
        guard !given.isEmpty else { return }
        var uses: [Place: String] = [:]
        for input in inputs + files.compactMap({ $0.map { InputPath(bytes: CommandLineWords.exact($0)) } }) {
            let path = input.isStandardInput ? InputPath("/dev/stdin") : input
            if let place = place(path) { uses[place] = "an input" }
        }
        for suffix in ["", "-wal", "-shm"] {
            guard let store, let place = place(InputPath(store + suffix)) else { continue }
            uses[place] = "the store"
        }
        for (option, path) in given {
            guard let place = place(path.asInput) else { continue }
            if let use = uses[place] {
                Console.say("\(option) '\(path.name)' is also \(use), which would be lost; name another file")
                throw .usage
            }
            uses[place] = "another output"
        }
    }

    /// Nil where the path is no regular file, and cannot become one.
    private static func place(_ path: InputPath) -> Place? {
        if let file = FileIdentity(of: path) {
            return file.kind == .file ? Place(device: file.device, inode: file.inode, name: []) : nil
        }
        let slash = path.bytes.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { Array(path.bytes[...$0]) } ?? Array(".".utf8)
        let name = Array(path.bytes[(slash.map { $0 + 1 } ?? 0)...])
        guard !name.isEmpty, let identity = FileIdentity(of: InputPath(bytes: folder)) else { return nil }
        return Place(device: identity.device, inode: identity.inode, name: name)
    }
}

/// An output as it was named: a file's path, whose bytes need not be UTF-8, or `-` for stdout.
struct OutputPath: Equatable, ExpressibleByArgument {
    /// The bytes that name the file, without a terminating zero.
    let bytes: [UInt8]

    static var defaultCompletionKind: CompletionKind { .file() }

    /// Nil for an empty name, which is no file's.
    init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        bytes = CommandLineWords.exact(argument)
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
