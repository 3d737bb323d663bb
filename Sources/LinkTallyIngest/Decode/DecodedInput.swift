/// An input's log, whatever it is packed in: gzip is recognised by its first two bytes, not by its name.
final class DecodedInput: DecodedSource {
    let container: Container
    /// Bytes of log so far.
    private(set) var decodedBytes = 0

    private let decoder: any StreamDecoder

    /// Looks at the first bytes of an open input.
    convenience init(_ file: InputDescriptor, decoder: DecoderChoice, stop: StopSignal) throws(InputError) {
        try self.init(FileSource(file, stop: stop), decoder: decoder)
    }

    /// Looks at the first bytes of `source`; throws where they are those of something that cannot be read. `blockSize` is how much a gzip decoder reads at a time; nil is its own choice.
    init(_ source: any ByteSource, decoder: DecoderChoice, blockSize: Int? = nil) throws(InputError) {
        let prefix = try Self.prefix(of: source)
        guard prefix == [GzipMagic.first, GzipMagic.second] else {
            let prefix = Self.lengthened(prefix, from: source)
            if let content = OtherContent(prefix) { throw InputError(content) }
            container = .plain
            self.decoder = PlainDecoder(source, prefix: prefix)
            return
        }
        container = .gzip
        #if ISAL
            if decoder != .zlib {
                self.decoder = GzipDecoder<ISALInflater>(source, prefix: prefix, blockSize: blockSize)
                return
            }
        #endif
        self.decoder = GzipDecoder<ZlibInflater>(source, prefix: prefix, blockSize: blockSize)
    }

    /// Bytes taken from the input as it is stored.
    var readBytes: Int { decoder.readBytes }
    /// What was odd, once the end is reached.
    var warning: InputWarning? { decoder.warning }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        let count = try unsafe decoder.read(into: buffer)
        decodedBytes += count
        return count
    }

    /// The first two bytes, fewer only at the end.
    private static func prefix(of source: any ByteSource) throws(InputError) -> [UInt8] {
        var prefix: [UInt8] = []
        while prefix.count < 2 {
            var next: (UInt8, UInt8) = (0, 0)
            let wanted = 2 - prefix.count
            let count = try unsafe withUnsafeMutableBytes(of: &next) { bytes throws(InputError) in
                try unsafe source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<wanted]))
            }
            guard count > 0 else { break }
            prefix.append(next.0)
            if count > 1 { prefix.append(next.1) }
        }
        return prefix
    }

    /// `prefix` and some bytes more where it may be that of other content. A fault shows again in the next read.
    private static func lengthened(_ prefix: [UInt8], from source: any ByteSource) -> [UInt8] {
        guard prefix.count == 2, OtherContent.mayBegin(with: prefix) else { return prefix }
        var prefix = prefix
        var block = [UInt8](repeating: 0, count: OtherContent.prefixSize)
        while prefix.count < OtherContent.prefixSize {
            let wanted = OtherContent.prefixSize - prefix.count
            let count = unsafe block.withUnsafeMutableBytes { bytes in
                (try? unsafe source.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<wanted]))) ?? 0
            }
            guard count > 0 else { break }
            prefix += block[..<count]
        }
        return prefix
    }
}
