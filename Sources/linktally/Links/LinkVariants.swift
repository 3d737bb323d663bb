import LinkTallyCore

/// `--set content=a,b,c`: values of one parameter, each of which makes a link.
struct LinkVariants {
    let parameter: Parameter
    let values: [[UInt8]]

    /// What `option` says, or nil where it names no parameter or an empty value.
    init?(_ option: [UInt8]) {
        guard let sign = option.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let name = String(decoding: option[..<sign], as: UTF8.self)
        let values = option[(sign + 1)...].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard let parameter = Parameter.allCases.first(where: { $0.column == name || $0.name == name }),
            values.allSatisfy({ !$0.isEmpty })
        else { return nil }
        self.parameter = parameter
        self.values = values.map(Array.init)
    }

    /// `base` with every combination of the variants, the last of which changes fastest.
    static func combinations(of variants: [LinkVariants], with base: LinkValues) -> [LinkValues] {
        variants.reduce([base]) { combinations, variants in
            combinations.flatMap { values in
                variants.values.map { value in
                    var values = values
                    values[variants.parameter] = value
                    return values
                }
            }
        }
    }
}
