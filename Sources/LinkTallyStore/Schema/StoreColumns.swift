import LinkTallyCore

/// Names of columns that several statements share.
enum StoreColumns {
    /// The verdicts on an occurrence of a parameter, in the order of the columns.
    static let verdicts = ["accepted", "empty", "too_long", "invalid_byte", "duplicate"]

    /// Columns of `hour_count` that hold a parameter's verdicts: `utm_source_accepted` and so on.
    static let parameterColumns = Parameter.allCases.flatMap { parameter in verdicts.map { "\(parameter.name)_\($0)" } }

    /// Columns of `outcome`'s and `hour_count`'s outcomes, behind the requests.
    static let outcomes = ["attributed", "with_rejection", "lost_attribution", "lost_reference"]
}
