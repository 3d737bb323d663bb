import CByteScan

/// The bodies of the line kernel (`CLineKernel.h`). All give equal results; the best one that the processor has runs unless
/// another one is chosen, as tests and benchmarks do.
package enum LineKernel: String, CaseIterable, Sendable {
    /// No line is taken apart by the kernel: what runs where the processor has none of the others.
    case none
    case avx2
    /// AVX-512 F and BW.
    case avx512

    /// Makes this body the one that runs; false where the processor does not have it. To be called before any thread scans.
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
