/// Why the payment page would drop a value.
public struct ValueRejection: Error, Sendable, Equatable {
    public let parameter: Parameter
    public let reason: RejectionReason
    /// The value after decoding, or its first 4 KiB.
    package let value: DecodedValue

    package init(_ parameter: Parameter, _ reason: RejectionReason, _ value: DecodedValue) {
        self.parameter = parameter
        self.reason = reason
        self.value = value
    }

    /// The decoded value, of a long one its first 4 KiB; bytes that are no UTF-8 show as U+FFFD.
    public var text: String { String(decoding: value.bytes, as: UTF8.self) }

    /// Index in the decoded value's bytes of the first one that is not allowed; nil where another reason comes first.
    public var offset: Int? { reason == .invalidByte ? value.firstForbidden : nil }

    /// A value that would be kept instead, where one is obvious.
    public var nearest: ParameterValue? {
        reason == .duplicate ? nil : ParameterValue.nearest(to: value, for: parameter)
    }
}

extension ValueRejection: CustomStringConvertible {
    public var description: String { "\(parameter) would be dropped: \(reason)" }
}
