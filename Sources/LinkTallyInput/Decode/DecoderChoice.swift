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
