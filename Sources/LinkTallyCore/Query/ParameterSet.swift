/// A set of parameters in one byte.
public struct ParameterSet: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The set of `parameter` alone.
    @inline(__always)
    public init(_ parameter: Parameter) { rawValue = 1 &<< parameter.rawValue }

    /// The five UTM codes.
    public static let utmCodes = ParameterSet(rawValue: 0b01_1111)
    /// `client_reference_id`.
    public static let reference = ParameterSet(rawValue: 0b10_0000)

    /// Whether `parameter` is in the set. O(1).
    @inline(__always)
    public func contains(_ parameter: Parameter) -> Bool { rawValue & (1 &<< parameter.rawValue) != 0 }
}
