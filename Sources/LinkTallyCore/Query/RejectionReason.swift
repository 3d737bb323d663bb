/// Why a value is dropped; judged in the order of the cases after `duplicate`.
///
/// The alphabet and the limits are those of the Payment Links documentation. What it leaves open is LinkTally's policy:
/// values are form-decoded once, `+` is a space, an empty value is dropped, the first of several values counts.
public enum RejectionReason: UInt8, CaseIterable, Sendable {
    /// Nothing stands behind the name.
    case empty
    /// More bytes than `Parameter.limit` after decoding.
    case tooLong
    /// A byte outside `[A-Za-z0-9_-]` after decoding; a `%` that begins no escape stays and is one.
    case invalidByte
    /// The name stood in this query before; the first occurrence alone is judged.
    case duplicate

    /// The reason as reports write it.
    public var name: String {
        switch self {
        case .empty: "empty"
        case .tooLong: "too_long"
        case .invalidByte: "invalid_byte"
        case .duplicate: "duplicate"
        }
    }
}

extension RejectionReason: CustomStringConvertible {
    public var description: String { name }
}
