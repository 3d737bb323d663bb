/// A piece of the definition of a custom format: a field, or bytes that stand so in every line.
struct DefinitionPart {
    /// What the field says; nil for a literal.
    let meaning: FieldMeaning?
    /// The bytes of a literal; empty for a field.
    var literal: [UInt8] = []
    /// Where it stands in the definition, in bytes.
    var place: Range<Int>

    /// Whether it is the literal `text`.
    func spells(_ text: String) -> Bool { meaning == nil && literal.elementsEqual(text.utf8) }
}
