import Testing

@testable import LinkTallyCore

@Suite struct LinkBuilderTests {
    private func link(_ base: String, _ values: [(Parameter, String)], removing removed: [Parameter] = []) throws
        -> String
    {
        var builder = try LinkBuilder(base)
        for (parameter, text) in values { try builder.set(parameter, to: text) }
        for parameter in removed { builder.remove(parameter) }
        return try builder.link().text
    }

    @Test(arguments: [
        ("https://h", "https://h?utm_source=a"), ("https://h/", "https://h/?utm_source=a"),
        ("https://h/?", "https://h/?utm_source=a"), ("https://h/?x", "https://h/?x&utm_source=a"),
        ("https://h/?x&", "https://h/?x&utm_source=a"), ("https://h/?&&", "https://h/?&&utm_source=a"),
        ("https://h/#f?utm_source=z", "https://h/?utm_source=a#f?utm_source=z"),
        ("https://h/?#", "https://h/?utm_source=a#"), ("?", "?utm_source=a"),
        ("/?utm_source=b", "/?utm_source=a"), ("/?x=1&utm_source=b.c&y=2", "/?x=1&utm_source=a&y=2"),
        ("/?utm_source=b&x&utm_source=c&utm_source=d", "/?utm_source=a&x"),
        ("/?%75tm_source=b&x", "/?utm_source=a&x"), ("/?utm_source&x", "/?utm_source=a&x"),
        (
            "/?x=%zz&&y=+&UTM_Source=q;utm_source=r&é=\u{202E}#é",
            "/?x=%zz&&y=+&UTM_Source=q;utm_source=r&é=\u{202E}&utm_source=a#é"
        ),
        ("/?x=1?utm_source=b", "/?x=1?utm_source=b&utm_source=a"),
    ])
    func setting(_ base: String, _ expected: String) throws {
        #expect(try link(base, [(.source, "a")]) == expected)
    }

    @Test(arguments: [
        ("/?utm_term=.", "/"), ("?utm_term=.", "?"), ("?utm_term=.#f", "?#f"), ("/?", "/?"), ("/?#f", "/?#f"),
        ("https://h?utm_term=.", "https://h"), ("/?utm_term=.&", "/"), ("/?x&utm_term=.&", "/?x&"),
        ("/?utm_term=.&utm_term=b", "/"), ("/?utm_term=.&x", "/?x"), ("/?x&utm_term=.", "/?x"),
        ("/?x&utm_term=.&y", "/?x&y"),
        ("/?x&&utm_term=.&&y", "/?x&&&y"), ("/?utm_term=.&utm_term=b&x", "/?x"), ("/?utm_term=.&x&utm_term=b", "/?x"),
        ("/?utm_term=.#f", "/#f"), ("/?x&utm_term=.#f", "/?x#f"), ("/?&utm_term=.", "/"), ("/", "/"),
    ])
    func removing(_ base: String, _ expected: String) throws {
        #expect(try link(base, [], removing: [.term]) == expected)
    }

    @Test func allSix() throws {
        let values = Parameter.allCases.map { ($0, "v\($0.rawValue)") }
        #expect(
            try link("/b#f", values.reversed())
                == "/b?utm_source=v0&utm_medium=v1&utm_campaign=v2&utm_term=v3&utm_content=v4&client_reference_id=v5#f")
        // Replaced where they stand, the rest behind.
        #expect(
            try link("/b?utm_content=.&x&client_reference_id=", values)
                == "/b?utm_content=v4&x&client_reference_id=v5&utm_source=v0&utm_medium=v1&utm_campaign=v2&utm_term=v3")
    }

    /// Long values and many pieces: what is looked at of each is bounded.
    @Test func floods() throws {
        for piece in ["{", "%41", ";utm_term=", "&utm_term=.", "é", "&", "."] {
            let text = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
            var builder = try LinkBuilder("/p?utm_source=\(text)&x=1")
            #expect(throws: LinkRejection.self) { try builder.link() }
            #expect(!builder.repair().isEmpty)
            #expect(try builder.link().text.hasSuffix("x=1"))
            #expect(throws: ValueRejection.self) { try builder.set(.medium, to: text) }
        }
    }

    @Test func limits() throws {
        for parameter in Parameter.allCases {
            let longest = String(repeating: "x", count: parameter.limit)
            #expect(try link("/", [(parameter, longest)]) == "/?\(parameter.name)=\(longest)")
            #expect(throws: ValueRejection.self) { try link("/", [(parameter, longest + "x")]) }
            #expect(throws: ValueRejection.self) { try link("/", [(parameter, "")]) }
        }
    }
}
