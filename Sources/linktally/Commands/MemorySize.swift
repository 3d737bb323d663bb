import ArgumentParser

/// A number of bytes with an optional binary suffix: `64M`, `1G`.
struct MemorySize: ExpressibleByArgument {
    let count: Int

    init?(argument: String) {
        let factors: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        let factor = argument.last.flatMap { factors[$0] }
        guard let number = Int(factor == nil ? argument[...] : argument.dropLast()), number >= 0,
            case (let count, false) = number.multipliedReportingOverflow(by: factor ?? 1)
        else { return nil }
        self.count = count
    }

    init(mebibytes: Int) { count = mebibytes << 20 }

    var defaultValueDescription: String { "\(count >> 20)M" }
}
