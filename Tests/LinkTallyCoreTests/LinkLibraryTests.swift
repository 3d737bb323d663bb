import LinkTallyCore
import Testing

/// The examples in the documentation of links, compiled and run with what the library makes public.
@Suite struct LinkLibraryTests {
    @Test func builder() throws {
        var builder = try LinkBuilder("https://buy.example.com/b?locale=de#pay")
        try builder.set(.source, to: "newsletter")
        #expect("\(try builder.link())" == "https://buy.example.com/b?locale=de&utm_source=newsletter#pay")
        builder.set(try ParameterValue(.source, "partner-42"))
        builder.remove(.medium)
        #expect(try builder.link().text == "https://buy.example.com/b?locale=de&utm_source=partner-42#pay")
    }

    @Test func values() throws {
        #expect(try ParameterValue(.source, "newsletter").text == "newsletter")
        #expect(ParameterValue.nearest(to: "chatgpt.com", for: .source)?.text == "chatgpt-com")
        #expect(ParameterValue.nearest(to: "jane@example.com", for: .reference) == nil)
        do throws(ValueRejection) {
            _ = try ParameterValue(.source, "chatgpt.com")
            Issue.record("a value that is dropped was made")
        } catch {
            #expect(error.parameter == .source && error.reason == .invalidByte && error.offset == 7)
            #expect(error.text == "chatgpt.com" && error.nearest?.text == "chatgpt-com")
            #expect("\(error)" == "utm_source would be dropped: invalid_byte")
        }
    }

    @Test func bases() {
        for (base, error) in [
            ("", LinkError.notAURL), ("buy.example.com/b", .notAURL), ("https://", .notAURL), ("https:///b", .notAURL),
            ("mailto:x@y.example", .notAURL), ("1a://h", .notAURL), ("https://h/a b", .forbiddenByte(offset: 11)),
            ("https://h/\n", .forbiddenByte(offset: 10)), ("https://h/\u{7F}", .forbiddenByte(offset: 10)),
            (" https://h/", .forbiddenByte(offset: 0)),
            ("https://h/" + String(repeating: "x", count: LinkBuilder.baseLimit), .tooLong),
        ] {
            #expect(throws: error, "\(base.prefix(40))") { try LinkBuilder(base) }
        }
        for base in ["https://h", "myapp+x://open/p", "/b", "?", "/", "https://münchen.example/", "HTTPS://h?x#y"] {
            #expect(throws: Never.self) { try LinkBuilder(base) }
        }
    }

    @Test func refusals() throws {
        let builder = try LinkBuilder("/b?utm_source=a.b&utm_source=c&utm_medium=&utm_term=x&utm_term=y")
        do throws(LinkRejection) {
            _ = try builder.link()
            Issue.record("a link was made that loses values")
        } catch {
            #expect(
                error.values.map { "\($0.parameter.name) \($0.reason)" } == [
                    "utm_source invalid_byte", "utm_source duplicate", "utm_medium empty", "utm_term duplicate",
                ])
        }
        var repaired = builder
        let repairs = repaired.repair()
        #expect(repairs.map { $0.value?.text } == ["a-b", nil, "x"])
        #expect(try repaired.link().text == "/b?utm_source=a-b&utm_term=x")
        #expect(repaired.repair().isEmpty)
    }
}
