import CByteScan

/// The bodies of the line kernel (`CLineKernel.h`). All give equal results; the best one that the processor has runs
/// unless another one is chosen, as tests and benchmarks do.
package enum LineKernel: String, CaseIterable, Sendable {
    /// No line is taken apart by the kernel: what runs where the processor has none of the others.
    case none
    case avx2
    /// AVX-512 F and BW.
    case avx512

    /// Makes this body the one that runs; false where the processor does not have it. To be called before any thread
    /// scans.
    package func choose() -> Bool { cbs_line_kernel_choose(number) == 0 }

    /// Its number in the kernel's header.
    var number: Int32 {
        switch self {
        case .none: Int32(cbs_line_kernel_none)
        case .avx2: Int32(cbs_line_kernel_avx2)
        case .avx512: Int32(cbs_line_kernel_avx512)
        }
    }
}

/// The line kernel over borrowed bytes.
extension RawSpan {
    /// The parts of the line that begins at `start`, and the places of the values in its query, where the kernel finds
    /// it usual (`CLineKernel.h`); else nil. O(1): looks at no more than 576 bytes.
    @inline(__always)
    func usualLine(at start: Int, places: inout InlineArray<8, UInt64>) -> cbs_usual_line? {
        // Offsets are 32 bits wide; a window is smaller, but what is behind 4 GiB need not be readable.
        precondition(start >= 0 && start <= byteCount)
        guard start <= Int(UInt32.max) else { return nil }
        var line = cbs_usual_line()
        let isUsual = unsafe withUnsafeBytes { bytes -> Bool in
            guard let base = bytes.baseAddress else { return false }
            var places = places.mutableSpan
            return unsafe places.withUnsafeMutableBufferPointer { places in
                unsafe cbs_find_usual_line(
                    base.assumingMemoryBound(to: UInt8.self), UInt32(truncatingIfNeeded: start),
                    UInt32(clamping: byteCount), &line, places.baseAddress!) != 0
            }
        }
        return isUsual ? line : nil
    }
}
