/// The link that conversions are put down to.
package enum ClickedLink: Sendable, Equatable {
    /// The one link on which the five values were clicked.
    case one(String)
    /// The five values were clicked on several links, so that nobody knows which one led to the conversion.
    case several
    /// The five values were not clicked in the period.
    case none
}
