import Glibc
import LinkTallyInput

/// In which order workers take inputs.
enum InputOrder {
    /// The largest files first, so that none of them is left for one worker alone when all others are done; what has no
    /// size (pipes, what cannot be read) comes last, equals as they were named. O(n log n), a stat(2) each.
    static func largestFirst(_ records: [InputRecord]) -> [InputRecord] {
        let sizes = records.map { size(of: $0.path) }
        return records.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.map { records[$0] }
    }

    /// Bytes of a regular file as it is stored, or 0.
    private static func size(of path: InputPath) -> Int {
        guard !path.isStandardInput else { return 0 }
        var status = stat()
        let bytes = path.bytes + [0]
        let result = unsafe bytes.withUnsafeBytes { bytes in
            unsafe stat(bytes.baseAddress!.assumingMemoryBound(to: CChar.self), &status)
        }
        return result == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    }
}
