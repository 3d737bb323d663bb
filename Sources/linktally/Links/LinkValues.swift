import LinkTallyCore

/// The values that a link is to have, as they were given: nothing in them is encoded.
struct LinkValues {
    private var texts: [Parameter: [UInt8]] = [:]

    /// The value of a parameter; nil leaves it as it is in the base.
    subscript(parameter: Parameter) -> [UInt8]? {
        get { texts[parameter] }
        set { texts[parameter] = newValue }
    }

    /// These values, and those of `others` where there are none.
    func filled(from others: LinkValues) -> LinkValues {
        var result = self
        result.texts.merge(others.texts) { own, _ in own }
        return result
    }
}
