import LinkTallyCore

/// Frames of zstd or LZ4 by their library, which gets them part by part.
@safe
struct FrameInflater<Library: FrameLibrary & ~Copyable>: Inflater, ~Copyable {
    static var readAhead: Int { 0 }
    static var mostUnread: Int { FrameParts.longestBlock }

    private var library = Library()
    private var parts = FrameParts(Library.format)
    /// Whether the library may still have output of what it got: the output was full.
    private var isHoldingBack = false
    /// Whether the input has ended.
    private var hasAll = false

    init() {}

    mutating func reset() {
        library.reset()
        parts = FrameParts(Library.format)
        isHoldingBack = false
        hasAll = false
    }

    mutating func endInput() -> Int {
        hasAll = true
        return 0
    }

    mutating func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> InflateStep {
        var (consumed, produced) = (0, 0)
        while true {
            // What a part gave is out before the next one: a fault takes nothing of it away.
            let size = isHoldingBack ? 0 : parts.portion(of: input.count - consumed, isAll: hasAll)
            if size == 0, !isHoldingBack, parts.left > 0 {
                return InflateStep(consumed: consumed, produced: produced, state: .needsInput)
            }
            let piece = unsafe UnsafeRawBufferPointer(rebasing: input[consumed..<consumed + size])
            let step = unsafe library.inflate(piece, into: UnsafeMutableRawBufferPointer(rebasing: output[produced...]))
            let damage = step.fault ?? (parts.needsDictionary ? .unsupportedOption : nil)
            if step.state == .damaged || damage != nil {
                return InflateStep(
                    consumed: consumed - parts.taken, produced: produced, state: .damaged, fault: damage ?? parts.fault)
            }
            let taken = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: piece[..<step.consumed]))
            parts.take(taken, produced: step.produced)
            consumed += step.consumed
            produced += step.produced
            if step.state == .ended { return InflateStep(consumed: consumed, produced: produced, state: .ended) }
            // Nothing is left of the frame, and yet it has not ended.
            if parts.part == .end, !isHoldingBack, step.produced == 0 {
                return InflateStep(consumed: consumed, produced: produced, state: .damaged)
            }
            isHoldingBack = produced == output.count
            if isHoldingBack { return InflateStep(consumed: consumed, produced: produced, state: .outputFull) }
        }
    }
}

/// A library that reads frames.
protocol FrameLibrary: ~Copyable {
    static var format: FrameParts.Format { get }

    init()

    /// Begins a new frame.
    mutating func reset()

    /// Reads a part of a frame, or a piece of one. Where the state is `damaged`, nothing was consumed and nothing produced, and a fault
    /// stands beside it where the library knows more than that.
    mutating func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> LibraryStep
}

/// What one call of a library did.
struct LibraryStep {
    let consumed: Int
    let produced: Int
    let state: InflateStep.State
    var fault: InputFault?
}

#if Zstd
    import CZstd

    /// Facebook's library; windows of up to `WindowLimit.byteCount` bytes, which is what its command takes, too.
    @safe
    struct ZstdLibrary: FrameLibrary, ~Copyable {
        static let format = FrameParts.Format.zstd
        private var context: OpaquePointer

        init() { unsafe context = Self.makeContext() }

        deinit { unsafe ZSTD_freeDCtx(context) }

        /// A context keeps the room that a frame before needed: of one that is damaged, it would give more.
        mutating func reset() {
            unsafe ZSTD_freeDCtx(context)
            unsafe context = Self.makeContext()
        }

        private static func makeContext() -> OpaquePointer {
            guard let made = unsafe ZSTD_createDCtx() else { preconditionFailure("zstd cannot start: out of memory") }
            unsafe ZSTD_DCtx_setParameter(made, ZSTD_d_windowLogMax, Int32(WindowLimit.byteCountLog))
            return unsafe made
        }

        mutating func inflate(
            _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> LibraryStep {
            var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
            var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
            let status = unsafe ZSTD_decompressStream(context, &target, &source)
            guard ZSTD_isError(status) == 0 else {
                let fault: InputFault? =
                    switch ZSTD_getErrorCode(status) {
                    case ZSTD_error_frameParameter_windowTooLarge, ZSTD_error_memory_allocation: .windowTooLarge
                    case ZSTD_error_dictionary_wrong: .unsupportedOption
                    default: nil
                    }
                return LibraryStep(consumed: 0, produced: 0, state: .damaged, fault: fault)
            }
            return unsafe LibraryStep(
                consumed: source.pos, produced: target.pos, state: status == 0 ? .ended : .needsInput)
        }
    }
#endif

#if LZ4
    import CLZ4

    /// The library of LZ4's frames.
    @safe
    struct LZ4Library: FrameLibrary, ~Copyable {
        static let format = FrameParts.Format.lz4
        private let context: OpaquePointer

        init() {
            var made: OpaquePointer?
            let status = unsafe LZ4F_createDecompressionContext(&made, UInt32(LZ4F_VERSION))
            guard LZ4F_isError(status) == 0, let made = unsafe made else {
                preconditionFailure("LZ4 cannot start: out of memory")
            }
            unsafe context = made
        }

        deinit { unsafe LZ4F_freeDecompressionContext(context) }

        mutating func reset() { unsafe LZ4F_resetDecompressionContext(context) }

        mutating func inflate(
            _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> LibraryStep {
            var (consumed, produced) = (input.count, output.count)
            let status = unsafe LZ4F_decompress(
                context, output.baseAddress, &produced, input.baseAddress, &consumed, nil)
            guard LZ4F_isError(status) == 0 else {
                // The end of the frame is there, and not all that its header tells of.
                let isShort = unsafe String(cString: LZ4F_getErrorName(status)) == "ERROR_frameSize_wrong"
                return LibraryStep(consumed: 0, produced: 0, state: .damaged, fault: isShort ? .badSize : nil)
            }
            return LibraryStep(consumed: consumed, produced: produced, state: status == 0 ? .ended : .needsInput)
        }
    }
#endif
