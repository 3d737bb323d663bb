import ArgumentParser

/// A number of bytes with an optional binary suffix: `64M`, `1G`.
struct MemorySize: CustomStringConvertible {
    let count: Int
    /// The size as it was given.
    let description: String

    /// The size that `text` says.
    init(_ text: String) throws {
        let factors: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        let factor = text.last.flatMap { factors[$0] }
        guard let number = Int(factor == nil ? text[...] : text.dropLast()),
            case (let count, false) = number.multipliedReportingOverflow(by: factor ?? 1)
        else {
            throw ValidationError(
                "write a whole number of bytes, or one with K, M or G behind it (1K is 1,024 bytes), such as 64M or 1G")
        }
        (self.count, description) = (count, text)
    }

    init(mebibytes: Int) { (count, description) = (mebibytes << 20, "\(mebibytes)M") }
}
