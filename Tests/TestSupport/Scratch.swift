import Foundation

/// A folder that is gone when its last user is.
package final class Scratch: Sendable {
    package let folder = FileManager.default.temporaryDirectory.appending(path: "linktally-\(UUID().uuidString)")

    package init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The path of what has this name in the folder.
    package func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Writes a file into the folder; returns its path.
    package func file(_ name: String, _ content: String) throws -> String { try file(name, Array(content.utf8)) }

    /// Writes a file into the folder; returns its path.
    package func file(_ name: String, _ content: [UInt8]) throws -> String {
        try Data(content).write(to: folder.appending(path: name))
        return path(name)
    }

    package func read(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    package var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    }
}
