import LinkTallyCore
import Testing

/// The example of README.md, compiled and run with what the library makes public.
@Suite struct LibraryExampleTests {
    @Test func verdictsOfAQuery() {
        let query = "utm_source=chatgpt.com&utm_medium=referral"
        let verdicts = QueryScanner().verdicts(of: query.utf8.span)
        var dropped: [String] = []
        for parameter in Parameter.allCases {
            if case .rejected(let reason) = verdicts[parameter] {
                dropped.append("\(parameter) would be dropped: \(reason)")
            }
        }
        #expect(dropped == ["utm_source would be dropped: invalid_byte"])
        #expect(verdicts[.medium] == .accepted)
    }
}
