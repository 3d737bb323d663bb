/// One field of a custom format, and the literal before it.
struct FieldStep: Sendable {
    /// How the end of the field is found.
    enum Ending: Sendable {
        /// It is as long as the time in the common log format.
        case ofLocalTime
        /// At a quote that is not escaped with a backslash.
        case atQuote
        /// At the quote that ends a JSON string.
        case atJSONQuote
        /// At the first quote that a status follows: nothing is escaped.
        case atQuoteBeforeStatus
        /// At a space; no other white space may stand in the field.
        case atSpace
        /// Where the next literal stands.
        case atLiteral
        /// At the end of the line.
        case atLineEnd
    }

    let meaning: FieldMeaning
    let ending: Ending
    /// The literal before the field, in `LineDefinition.literals`; may be empty.
    let literal: Range<Int>
}
