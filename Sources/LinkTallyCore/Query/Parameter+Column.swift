extension Parameter {
    /// The parameter's name as a column of attribution rows.
    package var column: String {
        switch self {
        case .source: "source"
        case .medium: "medium"
        case .campaign: "campaign"
        case .term: "term"
        case .content: "content"
        case .reference: "reference"
        }
    }
}
