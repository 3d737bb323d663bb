import LinkTallyCore

/// Links that are reached after a payment: hits on them are conversions.
package struct Goal: Sendable {
    package let name: String
    package let pattern: LinkPattern

    /// Reads `NAME=GLOB`, or a glob alone, which is then the name, too. A name has letters, digits, dashes and underscores, so
    /// that an equals sign of a path begins none.
    package init(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let isNamed = parts.count == 2 && !parts[0].isEmpty && parts[0].utf8.allSatisfy(Self.isNameByte)
        name = isNamed ? String(parts[0]) : text
        pattern = LinkPattern(isNamed ? String(parts[1]) : text)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
