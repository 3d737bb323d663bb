import Glibc

/// Where files stand.
enum FilePlace {
    /// The folder that a regular file is in, or would be; that of temporary files for anything else (a device, a pipe).
    static func folder(of path: String) -> String {
        var status = stat()
        if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return "/tmp" }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
