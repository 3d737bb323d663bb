import LinkTallyCore
import Testing

/// The examples of README.md and of the articles, compiled and run with what the library makes public; `print` is gathered.
@Suite struct LibraryExampleTests {
    @Test func verdictsOfAQuery() {
        var printed: [String] = []
        func print(_ text: String) { printed.append(text) }
        let query = "utm_source=chatgpt.com&utm_medium=referral"
        let verdicts = QueryScanner().verdicts(of: query.utf8.span)
        for parameter in Parameter.allCases {
            if case .rejected(let reason) = verdicts[parameter] {
                print("\(parameter) would be dropped: \(reason)")
            }
        }
        #expect(printed == ["utm_source would be dropped: invalid_byte"])
        #expect(verdicts[.medium] == .accepted)
    }

    @Test func verdictOfAValue() {
        var printed: [String] = []
        func print(_ verdict: Verdict) { printed.append("\(verdict)") }
        let verdicts = QueryScanner().verdicts(of: "utm_source=chatgpt.com".utf8.span)
        print(verdicts[.source])  // rejected(invalid_byte)
        #expect(printed == ["rejected(invalid_byte)"])
    }

    @Test func aLinkThatLosesNothing() throws {
        var printed: [String] = []
        func print(_ link: TaggedLink) { printed.append("\(link)") }
        var builder = try LinkBuilder("https://buy.example.com/b?locale=de#pay")
        try builder.set(.source, to: "newsletter")
        print(try builder.link())  // https://buy.example.com/b?locale=de&utm_source=newsletter#pay
        #expect(printed == ["https://buy.example.com/b?locale=de&utm_source=newsletter#pay"])
    }

    @Test func aValueThatWouldBeDropped() {
        var printed: [String] = []
        func print(_ error: ValueRejection, _ nearest: String) { printed.append("\(error) \(nearest)") }
        do throws(ValueRejection) {
            _ = try ParameterValue(.source, "chatgpt.com")
        } catch {
            print(error, error.nearest?.text ?? "")  // utm_source would be dropped: invalid_byte chatgpt-com
        }
        #expect(printed == ["utm_source would be dropped: invalid_byte chatgpt-com"])
    }
}
