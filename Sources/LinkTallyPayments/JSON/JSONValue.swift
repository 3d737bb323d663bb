/// A value of JSON as far as payment events need it; lists and objects are looked into by their pointers.
enum JSONValue: Equatable {
    case missing, null, array, object
    case boolean(Bool)
    case integer(Int64)
    /// A number with a fraction or exponent, or one beyond 64 bits.
    case number
    case string(String)

    /// The text of a string; nil for anything else.
    var string: String? { if case .string(let text) = self { text } else { nil } }
    /// The number, where it is whole; nil for anything else.
    var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
    var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
    /// Whether nothing is said: the member is not there, or null.
    var isAbsent: Bool { self == .missing || self == .null }
}
