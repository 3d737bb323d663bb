/// What a log is packed in; the raw values are those of the JSON schema.
package enum Container: String, Sendable, CaseIterable, CustomStringConvertible {
    case plain, gzip, zstd, bzip2, xz, lz4

    package var description: String { rawValue }

    /// What this build unpacks.
    package static var unpacked: [Container] {
        var unpacked = [Container.gzip]
        #if Zstd
            unpacked.append(.zstd)
        #endif
        #if Bzip2
            unpacked.append(.bzip2)
        #endif
        #if XZ
            unpacked.append(.xz)
        #endif
        #if LZ4
            unpacked.append(.lz4)
        #endif
        return unpacked
    }

    /// The command that writes to stdout what this build cannot, or will not in `WindowLimit`, without the file's name, which comes last.
    package var unpacker: String {
        switch self {
        case .plain: "cat"
        case .gzip: "zcat"
        case .zstd: "zstd -dc --long=31"
        case .bzip2: "bzcat"
        case .xz: "xzcat"
        case .lz4: "lz4cat"
        }
    }
}

/// How far back in its output a packer may point: so much memory takes each input that is read, at most.
enum WindowLimit {
    static let byteCountLog = 27
    /// 128 MiB: what the command zstd takes by itself. `xz -9` has 64 MiB, gzip, bzip2 and LZ4 less than 4.
    static let byteCount = 1 << byteCountLog
}
