/// What `LinkBuilder.repair` did about a code of the base that would have been dropped.
public struct LinkRepair: Sendable, Equatable {
    /// What was wrong.
    public let rejection: ValueRejection
    /// What stands there now; nil where the parameter was taken out, since no value was obvious.
    public let value: ParameterValue?
}
