import Glibc
import LinkTallyIngest

/// File names as the shell gave them.
enum CommandLinePaths {
    /// The parser's strings have replacement characters where a name is not UTF-8; the exact bytes are found again among
    /// the process's arguments.
    static func exact(_ names: [String]) -> [InputPath] {
        guard names.contains(where: { $0.unicodeScalars.contains("\u{FFFD}") }) else {
            return names.map(InputPath.init)
        }
        var exactByName: [String: [InputPath]] = [:]
        for index in 1..<Int(CommandLine.argc) {
            guard let argument = unsafe CommandLine.unsafeArgv[index] else { continue }
            let path = unsafe InputPath(
                bytes: UnsafeBufferPointer(start: argument, count: strlen(argument)).map { UInt8(bitPattern: $0) })
            exactByName[path.name, default: []].append(path)
        }
        // Two names that look the same stand in the order in which they were given.
        return names.map { name in
            guard let path = exactByName[name]?.first else { return InputPath(name) }
            exactByName[name]?.removeFirst()
            return path
        }
    }
}
