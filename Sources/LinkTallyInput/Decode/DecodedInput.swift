import LinkTallyCore

/// An input's log, whatever it is packed in: that is recognised by the first bytes, not by a name.
package final class DecodedInput: DecodedSource {
    package let container: Container
    /// Bytes of log so far.
    package private(set) var decodedBytes = 0

    /// Where other workers can help to inflate, if they can.
    package let blocks: BlockQueue?

    private var decoder: any StreamDecoder
    /// The first bytes of the log, as far as they were not lent yet.
    private var head: ArraySlice<UInt8> = []
    /// That it is an archive.
    private var refusal: InputError?

    /// As the other one; where the input is a file in blocks and there are `jobs` workers, these can inflate it side by side.
    ///
    /// - Parameter windowSize: Bytes of the windows that are read.
    package convenience init(
        _ file: InputDescriptor, decoder: DecoderChoice, stop: StopSignal, windowSize: Int, jobs: Int
    ) throws(InputError) {
        if jobs > 1, let blocks = BlockQueue(file, decoder: decoder, windowSize: windowSize, jobs: jobs) {
            self.init(blocks) { offset, isBehindLog in
                decoder.makeGzipDecoder(
                    FileSource(file, stop: stop, from: offset), prefix: [], offset: offset, isBehindLog: isBehindLog)
            }
        } else {
            try self.init(file, decoder: decoder, stop: stop)
        }
    }

    private init(_ blocks: BlockQueue, makeRest: @escaping (Int, Bool) -> any StreamDecoder) {
        container = .gzip
        self.blocks = blocks
        decoder = BlockDecoder(blocks, makeRest: makeRest)
    }

    /// Looks at the first bytes of an open input.
    package convenience init(_ file: InputDescriptor, decoder: DecoderChoice, stop: StopSignal) throws(InputError) {
        try self.init(FileSource(file, stop: stop), decoder: decoder)
    }

    /// Looks at the first bytes of `source`; throws where they are those of something that cannot be read. `blockSize` is how much a gzip decoder reads at a time; nil is its own choice.
    init(_ source: any ByteSource, decoder: DecoderChoice, blockSize: Int? = nil) throws(InputError) {
        blocks = nil
        let prefix = try Self.prefix(of: source)
        let isGzip = prefix == [GzipMagic.first, GzipMagic.second]
        let head = isGzip ? prefix : Self.lengthened(prefix, from: source)
        let content = isGzip ? nil : OtherContent(head)
        container = isGzip ? .gzip : content?.container ?? .plain
        if let content, !Container.unpacked.contains(container) { throw InputError(content) }
        self.decoder = decoder.makeDecoder(of: container, source, prefix: head, blockSize: blockSize)
    }

    /// Bytes taken from the input as it is stored.
    package var readBytes: Int { decoder.readBytes }
    /// What was odd, once the end is reached.
    package var warning: InputWarning? { decoder.warning }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        if decodedBytes == 0, refusal == nil { try lookAtHead() }
        if let refusal { throw refusal }
        var count = min(buffer.count, head.count)
        unsafe buffer.copyBytes(from: head.prefix(count))
        head.removeFirst(count)
        if count == 0 { count = try unsafe decoder.read(into: buffer) }
        decodedBytes += count
        return count
    }

    package func readWindow(into buffer: UnsafeMutableRawBufferPointer, room: Int) throws(InputError) -> WindowReading {
        guard decodedBytes > 0, head.isEmpty else { return .bytes(try unsafe read(into: buffer)) }
        let reading = try unsafe decoder.readWindow(into: buffer, room: room)
        switch reading {
        case .bytes(let count), .unchecked(let count, _), .window(_, let count): decodedBytes += count
        }
        return reading
    }

    /// Whether checksums may be left to whoever has the window.
    package func leaveChecksums(_ isLeaving: Bool) { decoder.leavesChecksums = isLeaving }

    package func expect(_ unchecked: UncheckedBytes) { decoder.expect(unchecked) }

    package func takeBack(_ window: WindowBuffer) { decoder.takeBack(window) }

    package func prefersToFill(_ room: Int) -> Bool { decoder.prefersToFill(room) }

    /// Reads the first bytes of the log, and sees whether they are those of an archive. A fault behind them shows again in the next read.
    private func lookAtHead() throws(InputError) {
        let window = WindowBuffer(capacity: OtherContent.headSize)
        var count = 0
        while count < window.capacity {
            do throws(InputError) {
                let read = try unsafe decoder.read(into: window.writable(count..<window.capacity))
                guard read > 0 else { break }
                count += read
            } catch {
                guard count > 0 else { throw error }
                break
            }
        }
        let head = window.bytes(count: count).array
        if OtherContent.isTar(head) { refusal = InputError(.tar) }
        self.head = head[...]
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
