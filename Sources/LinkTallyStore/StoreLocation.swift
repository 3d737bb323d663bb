import Foundation

/// Where a store is, as the system and SQLite see it.
struct StoreLocation {
    let path: String

    /// The path as SQLite opens it: `:memory:` and `file:...` are names of files like all others.
    var name: String { path.hasPrefix("/") ? path : "./\(path)" }

    /// The path as SQLite opens it where nobody writes to the file meanwhile: without a write-ahead log, and locks.
    var immutableName: String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "/-._~")
        return "file:\(file.path.addingPercentEncoding(withAllowedCharacters: allowed) ?? file.path)?immutable=1"
    }

    /// The file itself, where the path is a link: SQLite puts what it keeps beside it there.
    private var file: URL { URL(filePath: path).resolvingSymlinksInPath() }

    /// The folder that the file is in.
    var folder: String { file.deletingLastPathComponent().path }

    var exists: Bool { FileManager.default.fileExists(atPath: path) }

    /// Whether this process may write into the folder.
    var isFolderWritable: Bool { FileManager.default.isWritableFile(atPath: folder) }

    /// Whether this process may write to the store and beside it.
    var isWritable: Bool { FileManager.default.isWritableFile(atPath: path) && isFolderWritable }

    /// Bytes of the file; 0 where there is none.
    var size: Int { Self.size(file.path) }

    /// Bytes that were written and are not in the file itself yet.
    var logSize: Int { Self.size(file.path + "-wal") }

    private static func size(_ path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }
}
