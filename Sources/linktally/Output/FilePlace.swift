import Glibc

/// Where files stand.
enum FilePlace {
    /// The folder that a regular file is in, or would be; that of temporary files for anything else (a device, a pipe), and where
    /// the folder's name is not UTF-8, which SQLite could not open.
    static func folder(of path: OutputPath) -> String {
        var status = stat()
        if unsafe stat(path.terminated, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            return "/tmp"
        }
        guard let slash = path.bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == 0 ? "/" : String(validating: path.bytes[..<slash], as: UTF8.self) ?? "/tmp"
    }
}
