/// A value that the payment page keeps: there is no way to make one that it drops.
///
/// ```swift
/// let source = try ParameterValue(.source, "newsletter")
/// ParameterValue.nearest(to: "chatgpt.com", for: .source)?.text  // "chatgpt-com"
/// ```
public struct ParameterValue: Sendable, Hashable {
    public let parameter: Parameter
    /// The value: 1 to `parameter.limit` letters, digits, dashes and underscores, which need no encoding in a query.
    public let text: String

    /// The value `text`, which is taken as it is: nothing in it is decoded.
    ///
    /// - Throws: `ValueRejection` where the payment page would drop it.
    public init(_ parameter: Parameter, _ text: String) throws(ValueRejection) {
        try self.init(parameter, DecodedValue(text: Array(text.utf8)))
    }

    /// The value that `value` stands for.
    package init(_ parameter: Parameter, _ value: DecodedValue) throws(ValueRejection) {
        // The order of the reasons is that of rule R8.
        let reason: RejectionReason? =
            value.bytes.isEmpty
            ? .empty
            : value.bytes.count > parameter.limit ? .tooLong : value.firstForbidden != nil ? .invalidByte : nil
        if let reason { throw ValueRejection(parameter, reason, value) }
        self.init(parameter, kept: value.bytes)
    }

    private init(_ parameter: Parameter, kept bytes: [UInt8]) {
        self.parameter = parameter
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// The value that comes nearest to `text` and is kept; nil where none is obvious. O(n).
    ///
    /// A run of bytes that are not allowed becomes a dash, a letter with an accent its base letter, and what is too long is
    /// cut, at a dash or underscore where there is one in its second half. None is obvious for an e-mail address (use an
    /// id), an unfilled placeholder, other scripts, and where no letter or digit is left.
    public static func nearest(to text: String, for parameter: Parameter) -> ParameterValue? {
        nearest(to: DecodedValue(text: Array(text.utf8)), for: parameter)
    }

    /// The value that comes nearest to one that was decoded, of which there may be more than is known here. O(n).
    package static func nearest(to value: DecodedValue, for parameter: Parameter) -> ParameterValue? {
        NearestValue.bytes(of: value, limit: parameter.limit).map { ParameterValue(parameter, kept: $0) }
    }
}

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
