/// The outcomes of one link, lent for the time of a call.
package struct LinkRow: ~Escapable {
    /// Host and path as logged, valid UTF-8.
    package let link: RawSpan
    package let outcomes: Outcomes

    @_lifetime(copy link)
    init(link: RawSpan, outcomes: Outcomes) {
        self.link = link
        self.outcomes = outcomes
    }
}
