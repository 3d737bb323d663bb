import Glibc
import LinkTallyInput

extension [InputPath] {
    /// Bytes of all files as they are stored; nil where one is no regular file.
    var totalSize: Int? {
        var sum = 0
        for path in self {
            var status = stat()
            let isKnown =
                if path.isStandardInput {
                    unsafe fstat(STDIN_FILENO, &status) == 0
                } else {
                    unsafe (path.bytes + [0]).withUnsafeBytes { bytes in
                        unsafe stat(bytes.baseAddress!.assumingMemoryBound(to: CChar.self), &status) == 0
                    }
                }
            // What cannot be opened has no bytes to wait for.
            guard isKnown else { continue }
            guard status.st_mode & S_IFMT == S_IFREG else { return nil }
            sum += Int(status.st_size)
        }
        return sum
    }
}
