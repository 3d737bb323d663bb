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
    /// A decoder of what `container` packs, which is none or one of `Container.unpacked`; as of `MemberDecoder.init`.
    func makeDecoder(
        of container: Container, _ source: any ByteSource, prefix: [UInt8], blockSize: Int?
    ) -> any StreamDecoder {
        let framing = FrameFraming(container)
        func make<Engine: Inflater & ~Copyable>(_ engine: Engine.Type) -> any StreamDecoder {
            MemberDecoder<FrameFraming, Engine>(source, prefix: prefix, blockSize: blockSize, framing: framing)
        }
        var made: (any StreamDecoder)?
        switch container {
        case .plain: made = PlainDecoder(source, prefix: prefix)
        case .gzip: made = makeGzipDecoder(source, prefix: prefix, blockSize: blockSize)
        case .zstd:
            #if Zstd
                made = make(FrameInflater<ZstdLibrary>.self)
            #endif
        case .bzip2:
            #if Bzip2
                made = make(Bzip2Inflater.self)
            #endif
        case .xz:
            #if XZ
                made = make(XZInflater.self)
            #endif
        case .lz4:
            #if LZ4
                made = make(FrameInflater<LZ4Library>.self)
            #endif
        }
        guard let made else { preconditionFailure("\(container) is not unpacked in this build") }
        return made
    }

    /// A decoder of gzip, as of `MemberDecoder.init`.
    func makeGzipDecoder(
        _ source: any ByteSource, prefix: [UInt8], blockSize: Int? = nil, offset: Int = 0, isBehindLog: Bool = false
    ) -> any StreamDecoder {
        let framing = GzipFraming(isBehindLog: isBehindLog)
        #if ISAL
            if self != .zlib, ISALInflater.keepsPlace {
                return MemberDecoder<GzipFraming, ISALInflater>(
                    source, prefix: prefix, blockSize: blockSize, offset: offset, framing: framing)
            }
        #endif
        return MemberDecoder<GzipFraming, ZlibInflater>(
            source, prefix: prefix, blockSize: blockSize, offset: offset, framing: framing)
    }

    /// An inflater of blocks.
    func makeBlockInflater() -> any BlockInflating {
        #if ISAL
            if self != .zlib, ISALInflater.keepsPlace { return BlockInflater<ISALInflater>() }
        #endif
        return BlockInflater<ZlibInflater>()
    }
}
