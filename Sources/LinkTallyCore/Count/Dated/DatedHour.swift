/// All counts of one hour that are not told apart by link: what a row of hours holds.
package struct DatedHour: Sendable {
    package var requests = HourCounts()
    package var outcomes = Outcomes()
    private var parameters = InlineArray<6, ParameterCounts>(repeating: ParameterCounts())

    /// Occurrences of `parameter` by verdict.
    package internal(set) subscript(parameter: Parameter) -> ParameterCounts {
        get { parameters[Int(parameter.rawValue)] }
        set { parameters[Int(parameter.rawValue)] = newValue }
    }
}
