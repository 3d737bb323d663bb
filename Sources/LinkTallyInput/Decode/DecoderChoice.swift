/// Who inflates gzip.
package enum DecoderChoice: String, CaseIterable, Sendable {
    /// The fastest of this build.
    case auto
    /// zlib: in every build, and the reference.
    case zlib
    /// ISA-L: twice as fast; in builds with the trait `ISAL`.
    case isal

    /// The choices that this build has.
    package static var available: [DecoderChoice] {
        #if ISAL
            return [.auto, .zlib, .isal]
        #else
            return [.auto, .zlib]
        #endif
    }
}

/// Where a choice becomes a decoder: a new one is named here.
extension DecoderChoice {
    /// A decoder of gzip, as of `GzipDecoder.init`.
    func makeGzipDecoder(
        _ source: any ByteSource, prefix: [UInt8], blockSize: Int? = nil, offset: Int = 0, isBehindLog: Bool = false
    ) -> any StreamDecoder {
        #if ISAL
            if self != .zlib, ISALInflater.keepsPlace {
                return GzipDecoder<ISALInflater>(
                    source, prefix: prefix, blockSize: blockSize, offset: offset, isBehindLog: isBehindLog)
            }
        #endif
        return GzipDecoder<ZlibInflater>(
            source, prefix: prefix, blockSize: blockSize, offset: offset, isBehindLog: isBehindLog)
    }

    /// An inflater of blocks.
    func makeBlockInflater() -> any BlockInflating {
        #if ISAL
            if self != .zlib, ISALInflater.keepsPlace { return BlockInflater<ISALInflater>() }
        #endif
        return BlockInflater<ZlibInflater>()
    }
}
