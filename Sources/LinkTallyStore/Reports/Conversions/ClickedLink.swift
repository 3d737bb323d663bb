/// The link that conversions are put down to.
package enum ClickedLink: Sendable, Equatable {
    /// The one link on which the five values were clicked.
    case one(String)
    /// The five values were clicked on several links, so that nobody knows which one led to the conversion.
    case several
    /// The five values were not clicked in the time that is counted.
    case none

    /// The link, or a name in parentheses: a link begins with a host or a slash, so that it is none of these.
    package var text: String {
        switch self {
        case .one(let link): link
        case .several: "(several links)"
        case .none: "(not clicked)"
        }
    }
}
