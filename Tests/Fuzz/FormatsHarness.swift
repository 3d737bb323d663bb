@testable import LinkTallyCore

/// The first byte chooses a format, the rest is a log of it.
enum FormatsHarness {
    static func run(_ input: [UInt8]) {
        guard let first = input.first else { return }
        let names = LogFormats.all.map { $0.name }
        LogCheck.check(input.dropFirst(), LogFormats.named(names[Int(first) % names.count])!)
    }
}
