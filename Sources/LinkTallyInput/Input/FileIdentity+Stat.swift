import Glibc
import LinkTallyCore

extension FileIdentity {
    /// The file at `path`; links are followed. Nil where there is none.
    package init?(of path: InputPath) {
        var status = stat()
        let bytes = path.bytes + [0]
        let result = unsafe bytes.withUnsafeBytes { bytes in
            unsafe stat(bytes.baseAddress!.assumingMemoryBound(to: CChar.self), &status)
        }
        guard result == 0 else { return nil }
        self.init(status)
    }

    /// An open file.
    package init?(of file: InputDescriptor) {
        var status = stat()
        guard unsafe fstat(file.number, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        let format = status.st_mode & S_IFMT
        self.init(
            kind: format == S_IFREG ? .file : format == S_IFDIR ? .folder : .other,
            device: Int64(truncatingIfNeeded: status.st_dev), inode: Int64(truncatingIfNeeded: status.st_ino),
            size: Int64(status.st_size), modified: Self.nanoseconds(status.st_mtim),
            changed: Self.nanoseconds(status.st_ctim))
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
