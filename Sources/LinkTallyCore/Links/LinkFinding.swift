/// What a person may have meant for a parameter and the payment page does not read, or would not keep as it was meant.
package struct LinkFinding: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The name stood before: only the first value counts, this one is dropped.
        case duplicate
        /// The name in other case: `UTM_Source`.
        case otherCase = "other_case"
        /// A name that is nearly one of the six: `utm_sorce`.
        case misspelt
        /// `;` in front of a name.
        case semicolon
        /// `&amp;` in front of a name.
        case htmlEntity = "html_entity"
        /// A second `?` in front of a name.
        case secondQuestionMark = "second_question_mark"
        /// A name and `%3D`: the `=` is encoded.
        case encodedSign = "encoded_sign"
        /// A parameter in the fragment.
        case fragment
        /// A value that is kept, and looks like an unfilled placeholder.
        case placeholder
    }

    package let kind: Kind
    /// The parameter that was meant.
    package let parameter: Parameter
    /// Where it stands in the link, with what is wrong in front of it.
    package let range: Range<Int>
    /// The first byte that is wrong.
    package let place: Int
    /// Whether a value is dropped by it; what was never read is not.
    package var isDropped: Bool { kind == .duplicate }
}
