import Foundation

/// A folder that is gone when its last user is.
final class Scratch {
    let folder = FileManager.default.temporaryDirectory.appending(path: "linktally-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Writes a file into the folder; returns its path.
    func file(_ name: String, _ content: String) throws -> String {
        let file = folder.appending(path: name)
        try Data(content.utf8).write(to: file)
        return file.path
    }

    func read(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() } }
}
