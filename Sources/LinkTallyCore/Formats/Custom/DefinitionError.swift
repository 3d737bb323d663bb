/// Why a definition of a custom format cannot be used.
package struct DefinitionError: Error, Equatable {
    /// What is wrong, and what to do.
    package let reason: String
    /// The definition.
    package let definition: String
    /// The byte of it that is meant; its length where something is missing at its end.
    package let offset: Int

    /// The reason, the definition, and a mark under the place.
    package var text: String {
        let prefix = String(decoding: definition.utf8.prefix(offset), as: UTF8.self)
        return "\(reason)\n  \(definition)\n  \(String(repeating: " ", count: prefix.count))^"
    }
}
