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

/// The header of an SQLite file, as far as it tells that the file is a store that was cut short (SQLite's "Database File Format",
/// section 1.3).
struct StoreHeader {
    /// Bytes that the file should have.
    let expectedSize: Int

    /// The header of the file at `path`; nil where it is not a store's.
    init?(path: String) {
        guard let file = FileHandle(forReadingAtPath: path), let read = try? file.read(upToCount: 100) else {
            return nil
        }
        let bytes = [UInt8](read)
        guard bytes.starts(with: "SQLite format 3\0".utf8) else { return nil }
        guard bytes.count == 100 else {
            expectedSize = 512
            return
        }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 << 8 | Int($1) } }
        guard number(68..<72) == Int(Store.applicationID) else { return nil }
        // 1 stands for the largest page size, which two bytes have no room for.
        expectedSize = (number(16..<18) == 1 ? 65_536 : number(16..<18)) * number(28..<32)
    }
}
