/// A piece of the definition of a custom format.
struct DefinitionPart {
    enum Content: Equatable {
        /// Bytes that stand so in every line.
        case literal([UInt8])
        case field(FieldMeaning)
    }

    var content: Content
    /// Where it stands in the definition, in bytes.
    var place: Range<Int>

    /// What the field says; nil for a literal.
    var meaning: FieldMeaning? {
        if case .field(let meaning) = content { meaning } else { nil }
    }

    /// The bytes of a literal; nil for a field.
    var literal: [UInt8]? {
        if case .literal(let bytes) = content { bytes } else { nil }
    }
}
