/// The values that a link would lose: nothing was built.
public struct LinkRejection: Error, Sendable, Equatable {
    /// Each with its reason, in the order of `Parameter.allCases`; a `duplicate` stands behind another reason.
    public let values: [ValueRejection]
}
