import Glibc

/// A file that is small enough to be held.
enum SmallFile {
    /// The bytes of a regular file; nil where there is none, or one that cannot be read or has more than `limit` bytes.
    static func bytes(_ path: OutputPath, limit: Int) -> [UInt8]? {
        let descriptor = unsafe open(path.terminated, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
            return nil
        }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= limit {
            let count = unsafe block.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress!, $0.count) }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += block[..<count]
        }
        return nil
    }
}
