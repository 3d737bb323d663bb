import TestSupport

@testable import LinkTallyCore

/// The input is a query; a slow oracle says the same of it.
enum ScannerHarness {
    static func run(_ input: [UInt8]) {
        let verdicts = QueryScanner().verdicts(of: input.span)
        let expected = QueryOracle.verdicts(input)
        for parameter in Parameter.allCases {
            let (verdict, duplicates) = expected[parameter] ?? (.absent, 0)
            precondition(verdicts[parameter] == verdict, "\(parameter): \(verdicts[parameter]), not \(verdict)")
            let found = Int(verdicts.record(of: parameter)?.duplicates ?? 0)
            precondition(found == duplicates, "\(parameter): duplicates")
        }
    }
}
