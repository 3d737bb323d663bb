import Testing

@testable import LinkTallyCore

/// Formats that are defined on the command line.
@Suite struct CustomFormatTests: DefinitionSuite {
    @Test func fieldsInAnyOrder() throws {
        let found = try find(
            "$status|$time_iso8601|$host|$request_uri|$rest",
            "404|2026-11-23T14:30:00+02:00|h.example|/a?utm_term=b c|x")
        #expect(
            found
                == Found(
                    kind: .request, target: "/a?utm_term=b c", host: "h.example", hour: hour(Self.noon), status: 404))
    }

    @Test func apacheTimes() throws {
        for (directive, text) in [
            ("%t", "[23/Nov/2026:12:34:56 +0000]"), ("%{[%d/%b/%Y:%T %z]}t", "[23/Nov/2026:12:34:56 +0000]"),
            ("%{begin:%Y-%m-%dT%H:%M:%S%z}t", "2026-11-23T13:34:56+0100"), ("%{sec}t", "1795437296"),
            ("%{end:msec}t", "1795437296123"), ("%{usec}t", "1795437296123456"),
            ("<%{%d/%b/%Y:%T %z}t>", "<23/Nov/2026:12:34:56 +0000>"),
        ] {
            let found = try find("\(directive) %U%q %s", "\(text) /p?utm_term=x 200")
            #expect(found.hour == hour(Self.noon), "\(directive): \(found)")
            #expect(found.target == "/p?utm_term=x" && found.status == 200)
        }
        // nginx's $msec has a point; a number at the very end of the input has no byte behind it.
        #expect(try find("$args $msec", "a=b 1795437296.123").hour == hour(Self.noon))
        #expect(try find("$args $msec", "a=b 1e400").hour == "\(UTCHour.unknown)")
        #expect(try find("$args $msec", "a=b x").hour == "\(UTCHour.unknown)")
        #expect(try find("$args $msec", "a=b -").kind == .request)
        #expect(try find("$time_local $args", "23/Nov/2026:12:34:56 +00").kind == .malformed)
        #expect(try find("$args $time_local", "a=b 23/Nov/2026:12:34:5").kind == .malformed)
        #expect(try find("$args $time_local", "a=b 23/Nov/2026:12:34:56 +0000").hour == hour(Self.noon))
        #expect(try find("$args $time_local", "a=b 23/Nov/2026 12:34:56 +0000").kind == .malformed)
    }

    /// Several fields make one time: of each part the first one counts.
    @Test(
        arguments: [
            ("%{%Y-%m-%d %H:%M:%S}t.%{msec_frac}t %{%z}t", "2026-11-23 14:00:00.786 +0200"),
            ("%{%F}t %h %{%T}t %{usec_frac}t %{%z}t", "2026-11-23 192.0.2.1 14:00:00 786123 +0200"),
            ("%{%d/%b/%Y %T}t.%{msec_frac}t", "23/Nov/2026 12:00:00.786"), ("%{%c}t", "Mon Nov 23 12:00:00 2026"),
            ("[%{%F %T}t.%{usec_frac}tZ]", "[2026-11-23 12:00:00.786123Z]"),
            ("%{%F}t%{T%T}t%{%z}t", "2026-11-23T13:00:00+0100"), ("%{%F %T %z}t", "2026-11-23 13:00:00.5 +0100"),
            ("%{begin:%F %T}t %{end:%F %T}t", "2026-11-23 12:59:59 2026-11-23 13:00:01"),
            ("%{sec}t.%{msec_frac}t", "1795437296.123"), ("%{%s}t", "1795437296"),
            ("\"%{%I:%M %p, %e %B %Y}t\"", "\"12:30 PM, 23 November 2026\""),
            // Brackets that the definition leaves out.
            ("%{%F %T}t.%{msec_frac}t %{%z}t", "[2026-11-23 14:00:00.786 +0200]"),
            ("%{%F %T}t", "[2026-11-23 12:00:00]"),
            // HAProxy's time where nginx has its own.
            ("[$time_local]", "[23/Nov/2026:12:10:54.786]"), ("$time_local", "23/Nov/2026:12:10:54"),
            ("$time_local", "23/Nov/2026:13:10:54.786123 +0100"), ("$time_iso8601", "2026-11-23T12:00:00.5"),
            ("$msec", "1795437296.123"),
        ] as [(String, String)])
    func timesInParts(_ definition: String, _ text: String) throws {
        let target = definition.contains("$") ? "$request_uri $status" : "%U%q %s"
        for (definition, text) in [
            ("\(definition) \(target)", "\(text) /p?utm_term=x 200"),
            ("\(target)|\(definition)|-", "/p?utm_term=x 200|\(text)|-"),
        ] {
            let found = try find(definition, text)
            #expect(found.hour == hour(Self.noon), "\(definition): \(found)")
            #expect(found.target == "/p?utm_term=x" && found.status == 200)
        }
    }

    /// A time that cannot be read is unknown; the rest of the line is read as ever.
    @Test func timesThatAreNone() throws {
        for text in ["-", "2026-11-23T12:00:00", "2026-13-23 12:00:00", ""] {
            let found = try find("[%{%F %T}t] %U%q %s", "[\(text)] /p?utm_term=x 200")
            #expect(found.hour == "\(UTCHour.unknown)" && found.target == "/p?utm_term=x", "\(text): \(found)")
        }
        #expect(try find("%U%q [%{%F %T}t] %s", "/p [2026-11-23 12:00:00 200").kind == .malformed)
        #expect(try find("$request_uri $time_local $status", "/p 23/Nov/2026:12:10 200").kind == .malformed)
        // The time of the line before does not stay.
        var format = try CustomFormats.format(ofDefinition: "[%{%F}t %{%T}t] %U%q").lineFormat
        var request = LocatedRequest()
        var unescaped = ScratchBuffer(capacity: 16)
        for (line, isKnown) in [("[2026-11-23 12:00:00] /p", true), ("[x 12:00:00] /p", false)] {
            withExactSpan(Array(line.utf8)) { bytes in
                #expect(format.parse(bytes, 0..<bytes.byteCount, into: &request, unescaped: &unescaped) == .request)
                #expect((request.time != .unknown) == isKnown)
            }
        }
    }

    @Test func timesOfAnAssumedZone() throws {
        let zone = try #require(AssumedZone(offset: "+05:30"))
        for (definition, line) in [
            ("[%{%F %T}t] %U%q", "[2026-11-23 17:59:59] /p"),
            ("[$time_local] $request_uri", "[23/Nov/2026:17:59:59.1] /p"),
            ("$time_iso8601 $request_uri", "2026-11-23T17:59:59 /p"),
            ("[%{%F %T %Z}t] %U%q", "[2026-11-23 17:59:59 IST] /p"),
            ("%{%F %T %z}t %U%q", "2026-11-23 13:59:59 +0100 /p"), ("%t %U%q", "[23/Nov/2026:13:59:59 +0100] /p"),
        ] {
            let format = try CustomFormats.format(ofDefinition: definition).assuming(zone)
            #expect(find(format, line).hour == hour(Self.noon), "\(definition)")
        }
    }

    @Test(
        arguments: [
            ("%U%q [%{%F %Q}t]", 11), ("%U%q %{begin:%-d%m %Y %T}t", 13), ("%U%q %{%F}t %s", 5), ("%U%q %{%T}t %s", 5),
            ("%U%q %{%F %I}t %s", 5), ("%U%q %{msec_frac}t %s", 5), ("%U%q %{%z}t", 5),
            ("%U%q %{%F %T}t %{%f}t>%s", 17),
            ("%U%q %{%F %-H}t%s", 15), ("%U%q %{foo}t", 5),
        ] as [(String, Int)])
    func wrongTimes(_ definition: String, _ offset: Int) {
        expectFault(at: offset) { try CustomFormats.format(ofDefinition: definition) }
    }

    /// What stands in the configuration of a server may be pasted whole.
    @Test(arguments: [
        (
            #"log_format main '$remote_addr [$time_local] ' '"$request" $status';"#,
            #"$remote_addr [$time_local] "$request" $status"#
        ),
        ("log_format  main\n  '$remote_addr - '\n  '\"$request\" $status ';\n", #"$remote_addr - "$request" $status "#),
        (
            #"log_format j escape=json '{"u":"$request_uri",' '"s":$status}';"#,
            #"escape=json {"u":"$request_uri","s":$status}"#
        ),
        (#"log_format x "$status \"$request\"" ;"#, #"$status "$request""#),
        ("log_format x $request_uri;", "$request_uri"),
        (#"'$remote_addr ' '"$request" $status'"#, #"$remote_addr "$request" $status"#),
        (#"'$remote_addr' '$request_uri'"#, #"'$remote_addr' '$request_uri'"#),
        (#""$request" "$status""#, #""$request" "$status""#),
        (#"LogFormat "%h %l \"%r\" %>s" common"#, #"%h %l "%r" %>s"#), ("LogFormat '%h %U%q'", "%h %U%q"),
    ])
    func statementsOfServers(_ statement: String, _ definition: String) throws {
        #expect(try ConfigStatement.definition(in: statement) == definition)
        let format = try CustomFormats.format(ofDefinition: statement)
        #expect(try format.isSame(as: CustomFormats.format(ofDefinition: definition)))
    }

    @Test(arguments: [
        "log_format x '$request", "log_format x '$request'; y", "LogFormat \"%r", "log_format x", "log_format ",
    ])
    func statementsThatAreNone(_ statement: String) {
        #expect(throws: DefinitionError.self) { try CustomFormats.format(ofDefinition: statement) }
    }

    @Test func escapes() throws {
        let line = #"{"u":"\/a?utm_term=\u0041\"b","h":"h\u002eexample","s":200,"t":"2026-11-23T12:00:00+00:00"}"#
        let found = try find(
            #"escape=json {"u":"$request_uri","h":"$http_host","s":$status,"t":"$time_iso8601"}"#, line)
        #expect(
            found
                == Found(
                    kind: .request, target: "/a?utm_term=A\"b", host: "h.example", hour: hour(Self.noon), status: 200))
        #expect(try find(#""$request" $x"#, #""GET /a?b=\x22\"c HTTP/1.1" -"#).target == #"/a?b=""c"#)
        // A configuration file's escapes; nothing is escaped in the log.
        #expect(try find(#"escape=none \"$request\" $status"#, #""GET /a?b="c" 200"#).target == #"/a?b="c"#)
        #expect(try find(#"escape=none "$request_uri"$x"#, #""/a?b=\x22"-"#).target == #"/a?b=\x22"#)
        // Without its closing quote, with an escape that is none.
        #expect(try find(#"escape=json "$request_uri" $x"#, #""/a?b=\q" x"#).kind == .malformed)
        #expect(try find(#"escape=json "$request_uri" $x"#, #""/a?b="#).kind == .malformed)
    }

    @Test func pathAndQueryApart() throws {
        let found = try find("$host\t$uri\t$args\t$status", "h:80\t/a b\tutm_term=x\t200")
        #expect(found.target == "/a b" && found.query == "utm_term=x" && found.host == "h:80")
        let none = try find("$uri $args", "/a -")
        #expect(none.target == "/a" && none.query == "")
        let apache = try find("%q %U", "?a=b /p")
        #expect(apache.target == "/p" && apache.query == "a=b")
        let empty = try find("%q,%U", ",/p")
        #expect(empty.target == "/p" && empty.query == "")
        #expect(try find("$uri$is_args$args end", "/a?b=c end").target == "/a?b=c")
        // Only the query.
        #expect(try find("$args", "a=b").target == "")
    }

    @Test func hostAndTarget() throws {
        let found = try find("$scheme://$host$request_uri $status", "https://h.example/p?a=b 200")
        #expect(found.target == "/p?a=b" && found.host == "h.example" && found.status == 200)
        #expect(try find("$host$request_uri $x", "-/p - x").host == nil)
        #expect(try find("$host$request_uri $x", "nopath x").kind == .noTarget)
    }

    @Test func ofEqualFieldsTheFirstCounts() throws {
        let found = try find("$status $status $request_uri $request_uri", "200 404 /a /b")
        #expect(found.target == "/a" && found.status == 200)
    }

    @Test func missingFields() throws {
        #expect(try find(#""$request" $status"#, #"- 200"#).kind == .noTarget)
        #expect(try find(#""$request" $status"#, #""-" 200"#).kind == .noTarget)
        #expect(try find(#""$request" $status"#, #""GET /a HTTP/1.1"200"#).kind == .malformed)
        #expect(try find("$request_uri $status", "- 200").kind == .noTarget)
        #expect(try find("$request_uri $status $rest", "/a 200").kind == .malformed)
        #expect(try find("$request_uri $status", "").kind == .malformed)
        #expect(try find("%% $ %U%q", "% $ /a").target == "/a")
    }

    /// A user name with spaces does no harm where the common log format stands in the definition.
    @Test func commonShapeIsFoundWhereverItStands() throws {
        let line = #"1.2.3.4, 5.6.7.8 - jane doe [23/Nov/2026:12:00:00 +0000] "GET /a HTTP/1.1" 200 5"#
        for definition in [
            #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent"#,
            #"%h %l %u %t "%r" %>s %b"#, #"%h %l %u %t \"%r\" %>s"#,
        ] {
            #expect(try find(definition, line).hour == hour(Self.noon))
        }
        let host = try find(
            #"%v:%p %h %l %u %t "%r" %>s"#, #"h:80 1.2.3.4 - - [23/Nov/2026:12:00:00 +0000] "GET /a" 200"#)
        #expect(host.host == "h:80")
        // The host stands where that shape has none.
        let behind = try find(
            #"%h %t "%r" %>s %{hOST}i %b"#, #"1.2.3.4 [23/Nov/2026:12:00:00 +0000] "GET /a" 200 h.example 5"#)
        #expect(behind.host == "h.example" && behind.hour == hour(Self.noon))
    }

    @Test(
        arguments: [
            ("$request$status", 8), ("$remote_addr $", 13), ("$status ${request", 8), ("%h %{Referer", 3), ("%h %", 3),
            ("%h %t %>s", 9), ("", 0), ("no field", 8), ("%", 0), ("%>", 0), ("%U%v%q", 2),
        ] as [(String, Int)])
    func wrongDefinitions(_ definition: String, _ offset: Int) {
        expectFault(at: offset) { try CustomFormats.format(ofDefinition: definition) }
    }

    @Test func theErrorMarksThePlace() {
        do throws(DefinitionError) {
            _ = try CustomFormats.format(ofDefinition: "é $request$status")
        } catch {
            #expect(error.text.hasSuffix("\n  é $request$status\n            ^"), "\(error.text)")
        }
    }
}
