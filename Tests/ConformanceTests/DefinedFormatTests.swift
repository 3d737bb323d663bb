import Foundation
import LinkTallyCore
import Testing

/// The built-in formats as their users would define them: the same reports on every conformance case.
///
/// CloudFront's and IIS's are missing: their logs bring their own definition, the `#Fields` line. Of the sources of JSON
/// lines there are some: each is defined by keys in `LogFormats.all`, too. `url` takes any line, where a field must be a
/// target.
@Suite struct DefinedFormatTests {
    static let definitions = [
        "combined": #"%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
        "common": #"%h %l %u %t "%r" %>s %b"#,
        "nginx": #"$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer""#,
        "vhost_combined": #"%v:%p %h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i""#,
        "traefik":
            #"escape=none $ip - $user [$time_local] "$request" $status $size "$referer" "$agent" $n "$r" "$u" $ms"#,
        "alb": """
        $type $time_iso8601 $elb $client $to $t1 $t2 $t3 $status $to_status $in $out "$request" "$http_user_agent" $cipher
        """,
        "elb": """
        $time_iso8601 $elb $client $to $t1 $t2 $t3 $status $to_status $in $out "$request" "$http_user_agent" $cipher
        """,
        "s3": #"escape=none $owner $bucket [$time_local] $ip $requester $id $operation $key "$request" $status $error"#,
    ]

    static let keys = [
        "cloudflare": "target=ClientRequestURI,host=ClientRequestHost,status=EdgeResponseStatus,"
            + "time=EdgeStartTimestamp,time=EdgeEndTimestamp",
        "caddy": "target=request.uri,host=request.host,status=status,time=ts,"
            + "when=logger:http.log.access*,when=msg:handled request",
        "traefik-json": "target=RequestPath,host=RequestHost,status=DownstreamStatus,"
            + "time=StartUTC,time=time,time=StartLocal",
        "azure-application-gateway": "target=properties.originalRequestUriWithArgs,path=properties.requestUri,"
            + "query=properties.requestQuery,host=properties.originalHost,host=properties.host,"
            + "status=properties.httpStatus,time=timeStamp,time=time,when=category:ApplicationGatewayAccessLog",
        "envoy-json": #"target=path,target=x-envoy-origin-path,host=authority,host=\:authority,"#
            + "status=response_code,time=start_time,has=response_code,has=response_flags",
        "haproxy-json": "request=http_request,status=status_code,time=request_date,has=status_code,has=be_name",
    ]

    private static let builtInAlone: Set = [
        "cloudfront", "iis", "url", "cloudfront-json", "api-gateway", "gcp", "azure-front-door", "fastly", "akamai",
        "vercel", "ingress-nginx-json", "nginx-json", "pino-http", "kong",
        "haproxy", "envoy", "istio", "squid",
        "heroku", "logfmt", "ltsv", "uvicorn", "uwsgi",
    ]

    @Test func everyFormatWithoutDirectivesHasADefinition() {
        let defined = Set(Self.definitions.keys).union(Self.keys.keys)
        #expect(Set(LogFormats.names).subtracting(defined) == Self.builtInAlone)
    }

    @Test(arguments: definitions.keys.sorted())
    func definitionReadsEveryCase(_ format: String) throws {
        try compare(format, CustomFormats.format(ofDefinition: Self.definitions[format]!))
    }

    @Test(arguments: keys.keys.sorted())
    func keysReadEveryCase(_ format: String) throws {
        try compare(format, CustomFormats.format(ofJSONKeys: Self.keys[format]!))
    }

    private func compare(_ format: String, _ choice: LogFormat) throws {
        let cases = ConformanceCase.all.filter { $0.format == format }
        for one in cases {
            for setup in [ReadingSetup.all[1], ReadingSetup.all[5]] {
                if setup.windowSize < 4096, one.input.count > 1 << 20 { continue }
                var options = setup.options(format: choice)
                options.envelopes = one.envelopes
                let report = try withFile(one.input) { try jsonReport($0, options) }
                let differences = ReportComparison.differences(try one.expected, report)
                #expect(differences.isEmpty, "case \(one.id): \(differences.prefix(3))")
            }
        }
    }
}
