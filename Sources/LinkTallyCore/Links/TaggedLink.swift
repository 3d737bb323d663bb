/// A link of whose six parameters the payment page drops none: made by `LinkBuilder` alone.
public struct TaggedLink: Sendable, Hashable {
    /// The link's bytes.
    public let bytes: [UInt8]

    init(checked bytes: [UInt8]) { self.bytes = bytes }

    /// The link as text; bytes of the base that are no UTF-8 show as U+FFFD.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension TaggedLink: CustomStringConvertible {
    public var description: String { text }
}
