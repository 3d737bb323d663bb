import ArgumentParser

/// A number of bytes with an optional decimal suffix: `500K`, `200M`, `1G`.
struct ByteSize: ExpressibleByArgument {
    let count: Int

    init?(argument: String) {
        let factors: [Character: Int] = ["K": 1_000, "M": 1_000_000, "G": 1_000_000_000]
        let factor = argument.last.flatMap { factors[$0] }
        guard let number = Int(factor == nil ? argument[...] : argument.dropLast()), number >= 0,
            case (let count, false) = number.multipliedReportingOverflow(by: factor ?? 1)
        else { return nil }
        self.count = count
    }
}
