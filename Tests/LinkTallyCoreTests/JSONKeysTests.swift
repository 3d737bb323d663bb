import Testing

@testable import LinkTallyCore

/// Formats of JSON lines that `--json-keys` defines.
@Suite struct JSONKeysTests: DefinitionSuite {
    @Test func jsonKeys() throws {
        let line =
            #"{"request":{"uri":"/a?b=c","h.n":"x.example"},"ts":1795437296,"code":"404","msg":"access: x","l":"y"}"#
        let found = try keys(#"target=request.uri,time=nil,time=ts,status=code,host=request.h\.n"#, line)
        #expect(
            found
                == Found(
                    kind: .request, target: "/a?b=c", host: "x.example", hour: hour(Self.noon), status: 404))
        #expect(try keys("target=request.uri,when=msg:access*", line).kind == .request)
        #expect(try keys("target=request.uri,when=msg:Access*,when=msg:b,when=l:y", line).kind == .request)
        #expect(try keys("target=request.uri,when=msg:Access*,when=code:4?4", line).kind == .request)
        #expect(try keys("target=request.uri,when=msg:Access*", line).kind == .noTarget)
        #expect(try keys("target=request.uri,when=nil:*", line).kind == .noTarget)
        #expect(try keys("target=request", line).kind == .noTarget)
        // A number fits where the pattern begins with a digit.
        #expect(try keys("target=request.uri,when=ts:1795*", line).kind == .request)
        #expect(try keys("target=request.uri,when=ts:*", line).kind == .noTarget)
        #expect(try keys("target=request.uri,when=ts:2*", line).kind == .noTarget)
        #expect(try keys("target=request.uri", "x").kind == .malformed)
        // One key may be looked at by a condition, too.
        #expect(try keys("target=request.uri,when=request.uri:/a*", line).target == "/a?b=c")
        #expect(try keys("target=u,when=m:\u{e9}", #"{"u":"/","m":"\u00e9"}"#).kind == .request)
    }

    /// A whole request line is split; what is no target is no link.
    @Test(arguments: [
        ("/a?b=c", LineKind.request, "/a?b=c"), ("GET /a?b=c HTTP/1.1", .request, "/a?b=c"), ("GET /a", .request, "/a"),
        ("POST http://h/a HTTP/2", .request, "http://h/a"), ("?b=c", .request, "?b=c"), ("*", .request, "*"),
        ("OPTIONS * HTTP/1.1", .request, "*"), ("CONNECT h.example:443 HTTP/1.1", .request, "h.example:443"),
        ("h.example:443", .request, "h.example:443"), ("[::1]:80", .request, "[::1]:80"),
        ("/a b HTTP/1.1", .request, "/a b HTTP/1.1"), ("", .noTarget, ""), ("-", .noTarget, ""),
        ("a/b?c", .malformed, ""), ("h.example/a", .malformed, ""), ("12:30", .malformed, ""), ("1.5", .malformed, ""),
        ("status:200", .malformed, ""), ("10/Oct/2023:13:55:36 +0000", .malformed, ""), ("*?a", .malformed, ""),
        ("Mozilla/5.0 (X11)", .malformed, ""), ("hello world", .malformed, ""), ("GET HTTP/1.1", .malformed, ""),
        (" /a", .malformed, ""), ("mailto:a@b.example", .malformed, ""), ("[::1", .malformed, ""),
        ("[]:80", .malformed, ""),
        ("h.example:123456", .malformed, ""), ("h.example:", .malformed, ""), (".h/x:80", .malformed, ""),
    ])
    func aTargetMustBeOne(_ value: String, _ kind: LineKind, _ target: String) throws {
        let json = #"{"u":"\#(value)"}"#
        #expect(try keys("target=u", json) == keys("target=u", json.replacing("/", with: #"\/"#)))
        let found = try keys("target=u", json)
        #expect(found.kind == kind && found.target == target, "\(found)")
        let text = try find(#"escape=none "$request_uri";$x"#, "\"\(value)\";")
        #expect(text.kind == (value == " /a" ? .request : kind), "\(text)")
    }

    @Test func requestLines() throws {
        #expect(try keys("request=r", #"{"r":"GET /c?utm_source=j HTTP/1.1"}"#).target == "/c?utm_source=j")
        // As quoted in a text log: what was sent is what was asked for.
        #expect(try keys("request=r", #"{"r":"GET c HTTP/1.1"}"#).target == "c")
        for other in ["", "-", "/c", #"\u0016\u0003\u0001"#] {
            #expect(try keys("request=r", "{\"r\":\"\(other)\"}").kind == .noTarget)
        }
        // Of several keys the first that is there counts, whatever it says.
        let both = "target=u,request=r"
        #expect(try keys(both, #"{"r":"GET /r HTTP/1.1","u":"/u"}"#).target == "/u")
        #expect(try keys(both, #"{"r":"GET /r HTTP/1.1"}"#).target == "/r")
        #expect(try keys(both, #"{"r":"GET /r HTTP/1.1","u":null}"#).kind == .noTarget)
    }

    @Test func queryKeys() throws {
        func found(_ line: String, _ definition: String = "path=p,query=q,host=h") throws -> [String?] {
            let found = try keys(definition, line)
            return found.kind == .request ? [found.target, found.query, found.host] : ["\(found.kind)"]
        }
        #expect(try found(#"{"p":"/a?b","q":"c=d","h":"x"}"#) == ["/a?b", "c=d", "x"])
        #expect(try found(#"{"p":"/a","q":"?c=d"}"#) == ["/a", "c=d", nil])
        #expect(try found(#"{"q":"c=\u0064","p":"/a","h":"\u0078"}"#) == ["/a", "c=d", "x"])
        for nothing in [#""""#, #""-""#, "null", "{}", #""?""#] {
            // Then the path may have all of the target.
            let query: String? = nothing == #""?""# ? "" : nil
            #expect(try found("{\"p\":\"/a?b\",\"q\":\(nothing)}") == ["/a?b", query, nil], "\(nothing)")
        }
        #expect(try found(#"{"p":"/a?b"}"#) == ["/a?b", nil, nil])
        #expect(try found(#"{"p":"-","q":"c=d"}"#) == ["noTarget"])
        #expect(try found(#"{"q":"c=d"}"#) == ["noTarget"])
        #expect(try found(#"{"p":"GET /a HTTP/1.1","q":"c=d"}"#) == ["malformed"])
        // A whole target has its query in it.
        let both = "target=u,request=r,path=p,query=q"
        #expect(try found(#"{"u":"/a?e=f","q":"c=d","p":"/p"}"#, both) == ["/a?e=f", nil, nil])
        #expect(try found(#"{"u":"/a","q":"c=d"}"#, both) == ["/a", nil, nil])
        #expect(try found(#"{"r":"GET /a HTTP/1.1","q":"c=d"}"#, both) == ["/a", nil, nil])
        #expect(try found(#"{"p":"/a","q":"c=d"}"#, both) == ["/a", "c=d", nil])
    }

    @Test func dateBesideATimeOfDay() throws {
        let expected = hour(Self.noon)
        for (line, hour) in [
            (#"{"u":"/","d":"2026-11-23","t":"12:34:56"}"#, expected),
            (#"{"u":"/","d":"2026-11-23","t":"13:34:56.789+01:00"}"#, expected),
            (#"{"u":"/","d":"2026\u002d11-23","t":"12:34:56"}"#, expected),
            (#"{"u":"/","d":"2026-11-23","t":"12\u003a34:56"}"#, expected), (#"{"u":"/","t":1795437296}"#, expected),
            (#"{"u":"/","d":null,"t":"2026-11-23T12:34:56Z"}"#, expected),
            (#"{"u":"/","d":"2026-11-23","t":1795437296}"#, expected),
            (#"{"u":"/","d":"2026-11-23","t":"2026-11-23T12:34:56Z"}"#, expected),
            (#"{"u":"/","d":"2026-11-31","t":"12:34:56"}"#, "\(UTCHour.unknown)"),
            (#"{"u":"/","d":"2026-11-23"}"#, "\(UTCHour.unknown)"),
        ] {
            #expect(try keys("target=u,date=d,time=t", line).hour == hour, "\(line)")
        }
    }

    @Test func elementsAndFlatKeys() throws {
        let line = #"{"h":[{"n":"Host","v":"x.example"},{"n":"U","v":"/a"}],"a[1]":"/b","c.d":"/c","e":{"f.g":"/d"}}"#
        let found = try keys("target=h[1].v,host=h[0].v", line)
        #expect(found.target == "/a" && found.host == "x.example")
        #expect(try keys(#"target=a\[1]"#, line).target == "/b")
        #expect(try keys("target=a[1]", line).kind == .noTarget)
        #expect(try keys("target=a[x]", #"{"a[x]":"/b"}"#).target == "/b")
        // A flat key counts where there are no such objects.
        #expect(try keys("target=c.d", line).target == "/c")
        #expect(try keys("target=c.d", #"{"c.d":"/c","c":{"d":"/n"}}"#).target == "/n")
        #expect(try keys("target=c.d", #"{"c":{"d":"/n"},"c.d":"/c"}"#).target == "/n")
        #expect(try keys("target=c.d", #"{"c":{"x":1},"c.d":"/c"}"#).target == "/c")
        #expect(try keys(#"target=e.f\.g"#, line).target == "/d")
        #expect(try keys("target=e.f.g", line).kind == .noTarget)
        #expect(try keys("target=c.d,when=c.d:/c*,has=c.d", line).kind == .request)
        // Formats with a name know how their keys are nested.
        #expect(find(LogFormats.named("caddy")!, #"{"logger":"http.log.access","request.uri":"/a"}"#).kind == .noTarget)
    }

    @Test func allRequiredKeys() throws {
        #expect(try keys("target=u,has=a,has=b.c", #"{"u":"/","a":null,"b":{"c":0}}"#).kind == .request)
        #expect(try keys("target=u,has=a,has=b.c", #"{"u":"/","a":null,"b":{"x":0}}"#).kind == .noTarget)
        #expect(try keys("target=u,has=u,when=u:/*", #"{"u":"/"}"#).kind == .request)
        #expect(try keys("target=u,has=a,when=u:/*", #"{"u":"/"}"#).kind == .noTarget)
        // A condition in front of what it looks at changes no order.
        #expect(try keys("has=b,target=a,target=b", #"{"b":"/b","a":"/a"}"#).target == "/a")
    }

    @Test(
        arguments: [
            ("", 0), ("time=a", 6), ("target", 0), ("target=", 0), ("target=a.", 0),
            ("target=a,date=b,time=c,date=d", 23),
            ("target=a,date=b", 15), ("path=a", 6), ("query=a", 7), ("target=a,query=b", 16), ("target=a[16]", 0),
            ("target=[0]", 0), ("target=a[0", 8), ("target=a[-1]", 8), ("target=a[0]b", 8),
            ("target=u,host=a.b[12", 17),
            ("target=a.b,host=a\\.b", 11), ("target=a,has=", 9), ("target=a,x=b", 9),
            ("target=a,host=a", 9), ("target=a,when=b", 9), ("target=a:b", 0),
            ("target=a.a.a.a.a.a.a.a.a", 0),
            ("target=a,time=b.b,time=c.c,time=d.d,time=e.e,time=f.f,time=g.g,time=h.h,time=i.i", 80),
            ("target=a,", 9),
        ] as [(String, Int)])
    func wrongKeys(_ text: String, _ offset: Int) {
        expectFault(at: offset) { try CustomFormats.format(ofJSONKeys: text) }
    }
}
