/// The outcomes of one link, lent for the time of a call.
package struct LinkRow: ~Escapable {
    /// Host and path as logged, valid UTF-8.
    package let link: RawSpan
    /// Whether these are all links that are not told apart any more.
    package let isFolded: Bool
    package let outcomes: Outcomes

    @_lifetime(copy link)
    init(link: RawSpan, outcomes: Outcomes) {
        self.link = OtherValue.shown(link)
        isFolded = OtherValue.isText(link, 0..<link.byteCount)
        self.outcomes = outcomes
    }
}
