/// The list of formats: a new one is an entry here.
package enum LogFormats {
    /// In the order in which recognition asks them: a format that reads another's lines stands before it.
    static let all = [
        LogFormat(
            "vhost_combined", "Apache with the virtual host in front (Debian's vhost_combined)", VhostCombinedFormat()),
        LogFormat("traefik", "Traefik access log, common log format", TraefikFormat()),
        LogFormat(
            "combined", aliases: ["common", "nginx"], "Apache common and combined, nginx default", CombinedFormat()),
        LogFormat("alb", "AWS Application Load Balancer", ALBFormat()),
        LogFormat("cloudfront", "AWS CloudFront standard log, columns by #Fields", CloudFrontFormat()),
        LogFormat("s3", "AWS S3 server access log", S3Format()),
        // `ClientRequestURI` has path and query.
        LogFormat(
            "cloudflare", "Cloudflare Logpush (JSON lines)",
            jsonKeys: """
                target=ClientRequestURI,host=ClientRequestHost,status=EdgeResponseStatus,agent=ClientRequestUserAgent,\
                time=EdgeStartTimestamp,time=EdgeEndTimestamp
                """),
        // The entries that the access logger wrote: `http.log.error` repeats the request that one of these has.
        LogFormat(
            "caddy", "Caddy access log (JSON lines)",
            jsonKeys: """
                target=request.uri,host=request.host,status=status,agent=request.headers.User-Agent,time=ts,\
                when=logger:http.log.access*,when=msg:handled request
                """),
        // `RequestPath` has the query, too.
        LogFormat(
            "traefik-json", "Traefik access log, JSON",
            jsonKeys: """
                target=RequestPath,host=RequestHost,status=DownstreamStatus,agent=request_User-Agent,\
                time=StartUTC,time=time,time=StartLocal
                """),
        LogFormat("iis", "IIS and other W3C extended logs, columns by #Fields", IISFormat()),
        LogFormat("url", "one URL or request target a line", URLFormat()),
    ]

    /// The format to count by where it does not matter: an input of blank lines.
    package static let standard = named("combined")!

    /// Names and aliases that `--format` takes.
    package static var names: [String] { all.flatMap(\.names) }

    /// Names, each with a line for `--help`.
    package static var summaries: [(names: String, summary: String)] {
        all.map { ($0.names.joined(separator: ", "), $0.summary) }
    }

    /// The format with this name or alias, or nil.
    package static func named(_ name: String) -> LogFormat? {
        all.first { $0.names.contains(name) }?.called(name)
    }

    /// The format with the name and the definition of an earlier choice; nil where this version has no such format, or where
    /// times without a zone were then those of another zone than `zone`.
    package static func restored(name: String, definition: String, assuming zone: AssumedZone) -> LogFormat? {
        var own = definition[...]
        if own.hasPrefix(LogFormat.zonePrefix) {
            own = own.dropFirst(LogFormat.zonePrefix.count).drop { $0 != " " }.dropFirst()
        }
        let format = own.isEmpty ? named(name) : CustomFormats.restored(String(own))
        guard let format = format?.assuming(zone), format.definition == definition else { return nil }
        return format
    }
}
