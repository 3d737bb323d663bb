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
        LogFormat(
            "haproxy", "HAProxy HTTP log (option httplog, option httpslog)", lacks: .userAgent, HAProxyFormat()),
        // www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage: the default format string.
        LogFormat(
            "envoy", "Envoy access log, default text",
            OrderedFormat(
                [.bracketedTime, .plainRequest, .status, .codes, .number, .number, .number, .number],
                agent: 2, hostFromEnd: 2)),
        // istio.io/latest/docs/tasks/observability/logs/access-log
        LogFormat(
            "istio", "Istio access log, default text",
            OrderedFormat(
                [
                    .bracketedTime, .plainRequest, .status, .codes, .word, .word, .quoted, .number, .number, .number,
                    .number,
                ],
                agent: 2, hostFromEnd: 2)),
        // docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html
        LogFormat(
            "elb", "AWS Classic Load Balancer",
            OrderedFormat(
                [
                    .time, .word, .peer, .peer, .number, .number, .number, .status, .number, .number, .number,
                    .escapedRequest,
                ],
                agent: 1)),
        // wiki.squid-cache.org/Features/LogFormat: the format `squid`.
        LogFormat(
            "squid", "Squid access.log, native", lacks: .userAgent,
            OrderedFormat([
                .epoch, .paddedNumber, .client, .resultAndStatus, .number, .methodAndURL, .word, .codesAndPeer,
            ])),
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
        // docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html: fields can be left out.
        LogFormat(
            "cloudfront-json", "AWS CloudFront standard log (v2), JSON lines",
            jsonKeys: """
                path=cs-uri-stem,query=cs-uri-query,host=x-host-header,host=cs(Host),status=sc-status,\
                agent=cs(User-Agent),date=date,time=time,time=timestamp(ms),time=timestamp,\
                when=x-edge-location:*,when=x-edge-request-id:*,when=x-edge-result-type:*,when=x-host-header:*
                """, encoding: .percentTwice),
        // docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html: no variable has the query.
        LogFormat(
            "api-gateway", "AWS API Gateway access log (JSON lines), which has no query",
            jsonKeys: """
                target=path,target=resourcePath,host=domainName,status=status,agent=userAgent,\
                time=requestTime,time=requestTimeEpoch,has=requestId,has=httpMethod,has=protocol,has=status
                """, lacks: [.query]),
        // cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry: other logs repeat the request of an entry, too.
        LogFormat(
            "gcp", "Google Cloud load balancer and other request logs (LogEntry, JSON lines)",
            jsonKeys: """
                target=httpRequest.requestUrl,status=httpRequest.status,agent=httpRequest.userAgent,time=timestamp,\
                when=logName:*requests
                """),
        // learn.microsoft.com/azure/frontdoor/monitor-front-door-reference
        LogFormat(
            "azure-front-door", "Azure Front Door access log (JSON lines)",
            jsonKeys: """
                target=properties.requestUri,status=properties.httpStatusCode,agent=properties.userAgent,time=time,\
                when=category:Front[Dd]oorAccessLog
                """),
        // learn.microsoft.com/azure/application-gateway/monitor-application-gateway-reference: v2 has the request as it
        // was sent, v1 path and query.
        LogFormat(
            "azure-application-gateway", "Azure Application Gateway access log (JSON lines)",
            jsonKeys: """
                target=properties.originalRequestUriWithArgs,path=properties.requestUri,query=properties.requestQuery,\
                host=properties.originalHost,host=properties.host,status=properties.httpStatus,\
                agent=properties.userAgent,time=timeStamp,time=time,when=category:ApplicationGatewayAccessLog
                """),
        // www.fastly.com/documentation/guides/integrations/logging: the JSON of its examples.
        LogFormat(
            "fastly", "Fastly, as its documentation has it (JSON lines)",
            jsonKeys: """
                target=url,host=host,status=response_status,agent=request_user_agent,time=timestamp,\
                has=response_status,has=request_user_agent,has=response_state
                """),
        // techdocs.akamai.com/datastream2/docs/log-format
        LogFormat(
            "akamai", "Akamai DataStream 2 (JSON lines)",
            jsonKeys: """
                path=reqPath,query=queryStr,host=reqHost,status=statusCode,agent=UA,time=reqTimeSec,has=reqTimeSec
                """, encoding: .formAgent),
        // vercel.com/docs/drains/reference/logs
        LogFormat(
            "vercel", "Vercel log drain (JSON lines)",
            jsonKeys: """
                target=proxy.path,host=proxy.host,status=proxy.statusCode,agent=proxy.userAgent,time=proxy.timestamp,\
                has=deploymentId
                """),
        // www.haproxy.com/blog/encoding-haproxy-logs-in-machine-readable-json-or-cbor
        LogFormat(
            "haproxy-json", "HAProxy, JSON encoding with the names of its documentation",
            jsonKeys: "request=http_request,status=status_code,time=request_date,has=status_code,has=be_name"),
        // istio.io/latest/docs/tasks/observability/logs/access-log and
        // gateway.envoyproxy.io/docs/tasks/observability/proxy-accesslog
        LogFormat(
            "envoy-json", "Envoy as Istio and Envoy Gateway set it up (JSON lines)",
            jsonKeys: """
                target=path,target=x-envoy-origin-path,host=authority,host=\\:authority,status=response_code,\
                agent=user_agent,agent=user-agent,time=start_time,has=response_code,has=response_flags
                """),
        // kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/#log-format-escape-json
        LogFormat(
            "ingress-nginx-json", "ingress-nginx, log-format-upstream of its documentation (JSON lines)",
            jsonKeys: """
                path=path,query=request_query,host=vhost,status=status,agent=http_user_agent,time=time,\
                has=request_query,has=status,has=time
                """),
        // nginx.org/en/docs/http/ngx_http_log_module.html: keys that are called as nginx's variables, and usual ones for the
        // time.
        LogFormat(
            "nginx-json", "nginx, JSON with keys that are called as its variables",
            jsonKeys: """
                target=request_uri,request=request,path=uri,query=args,query=query_string,\
                host=http_host,host=host,host=server_name,status=status,agent=http_user_agent,\
                time=time_iso8601,time=time_local,time=msec,time=@timestamp,time=time,has=status,has=remote_addr,\
                when=time_iso8601:*,when=time_local:*,when=msec:*,when=msec:1*,when=@timestamp:*,when=time:*
                """),
        // github.com/pinojs/pino-http: the entries at the end of a request.
        LogFormat(
            "pino-http", "pino-http (JSON lines)",
            jsonKeys: """
                target=req.url,host=req.headers.host,status=res.statusCode,agent=req.headers.user-agent,time=time,\
                has=res.statusCode,has=responseTime
                """),
        // developer.konghq.com/plugins/file-log, and http-log
        LogFormat(
            "kong", "Kong, file-log and http-log (JSON lines)",
            jsonKeys: """
                target=request.uri,host=request.headers.host,status=response.status,agent=request.headers.user-agent,\
                time=started_at,has=started_at,has=latencies
                """),
        // devcenter.heroku.com/articles/http-routing; the time stands in front of the pairs.
        LogFormat(
            "heroku", "Heroku router, as heroku logs and log drains show it",
            pairs: "target=path,host=host,status=status,has=method", HerokuFormat.init),
        // brandur.org/logfmt and pkg.go.dev/github.com/go-logfmt/logfmt; keys as Go's, Ruby's and nginx's users call them.
        LogFormat(
            "logfmt", "logfmt: key=value pairs with a method, a target and a status",
            pairs: """
                request=request,target=request_uri,target=uri,target=url,path=path,query=query,host=host,\
                status=status,status=status_code,agent=user_agent,time=time,time=ts,time=t,time=timestamp,\
                has=method,has=request_method
                """
        ) { PairFormat(.logfmt, $0) },
        // ltsv.org: its labels, and nginx's variables. Its host is the client.
        LogFormat(
            "ltsv", "Labeled Tab-separated Values, as ltsv.org labels them",
            pairs: """
                request=req,request=request,target=request_uri,path=uri,path=path,query=query,host=vhost,\
                status=status,agent=ua,agent=user_agent,time=time,time=time_local,time=time_iso8601,time=msec,\
                has=method,has=request_method
                """
        ) { PairFormat(.ltsv, $0) },
        LogFormat("uvicorn", "uvicorn access log", lacks: .userAgent, UvicornFormat()),
        LogFormat("uwsgi", "uWSGI request log", lacks: .userAgent, UWSGIFormat()),
        LogFormat("iis", "IIS and other W3C extended logs, columns by #Fields", IISFormat()),
        LogFormat("url", "one URL or request target a line", lacks: [.time, .status, .userAgent], URLFormat()),
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
        var names = name.split(separator: " ").filter { $0 != "in" }.map(String.init)[...]
        let format = names.popFirst().flatMap { own.isEmpty ? named($0) : CustomFormats.restored(String(own)) }
        let envelopes = names.reversed().compactMap(Envelope.init)
        guard let format = format?.assuming(zone), format.definition == definition, envelopes.count == names.count,
            envelopes.isEmpty || format.canBeEnveloped
        else { return nil }
        return format.inside(envelopes)
    }
}
