/// Why a base makes no link.
public enum LinkError: Error, Sendable, Equatable {
    /// It begins neither with a scheme, `://` and a host, nor with `/` or `?`.
    case notAURL
    /// A space or control character of ASCII, which no URL has, stands at this offset.
    case forbiddenByte(offset: Int)
    /// It has more than `LinkBuilder.baseLimit` bytes.
    case tooLong
}
