/// A request as a line of each format that is not of the combined family.
enum FormatLine {
    /// The line of request `number`, without its end; every 5,000th is directives where the format has any.
    static func line(_ format: String, target: String, number: Int) -> String {
        let path = String(target.prefix { $0 != "?" })
        let query = String(target.dropFirst(path.count + 1))
        let (date, time) = ("2026-11-23", "1\(number / 1000):00:0\(number % 10)")
        switch format {
        case "alb":
            return "https \(date)T\(time).186641Z app/l 192.0.2.1:1 10.0.0.1:80 0.1 0.0 0.0 200 200 1 2 "
                + "\"GET https://h.example:443\(target) HTTP/1.1\" \"agent\""
        case "s3":
            return "owner bucket [23/Nov/2026:\(time) +0000] 192.0.2.1 - 3E57 REST.GET.OBJECT k "
                + "\"GET \(target) HTTP/1.1\" 200 - 1 1 1 1 \"-\" \"agent\" -"
        case "haproxy":
            return "192.0.2.1:33317 [23/Nov/2026:\(time).655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- "
                + "1/1/1/1/0 0/0 {h.example|agent} {} \"GET \(target.replacing("%", with: "#25")) HTTP/1.1\""
        case "envoy":
            return "[\(date)T\(time).310Z] \"GET \(target) HTTP/2\" 200 - 0 154 12 10 \"-\" \"agent\" \"id\" "
                + "\"h.example:443\" \"10.0.0.5:8080\""
        case "istio":
            return "[\(date)T\(time).310Z] \"GET \(target) HTTP/1.1\" 200 - via_upstream - \"-\" 0 135 2 1 \"-\" "
                + "\"agent\" \"id\" \"h.example\" \"10.0.0.5:80\" inbound|80|| 1:1 2:2 3:3 - default"
        case "elb":
            return "\(date)T\(time).945958Z lb 192.0.2.10:2817 10.0.0.1:80 0.1 0.1 0.1 200 200 0 29 "
                + "\"GET https://h.example:443\(target) HTTP/1.1\" \"agent\" - -"
        case "squid":
            return "\(1_795_000_000 + number).937    332 192.0.2.10 TCP_MISS/200 5120 GET http://h.example\(target) "
                + "- HIER_DIRECT/203.0.113.9 text/html"
        case "cloudfront":
            if number % 5_000 == 0 { return "#Fields: date time cs(Host) cs-uri-stem sc-status cs-uri-query x" }
            return [date, time, "h.example", path, "200", query.replacing("%", with: "%25"), "-"].joined(
                separator: "\t")
        case "iis":
            if number % 5_000 == 0 { return "#Fields: date time cs-host cs-uri-stem cs-uri-query sc-status" }
            return "\(date) \(time) h.example \(path) \(query.isEmpty ? "-" : query) 200"
        case "cloudflare":
            return "{\"ClientRequestHost\":\"h.example\",\"ClientRequestURI\":\"\(target)\",\"EdgeResponseStatus\":200,"
                + "\"EdgeStartTimestamp\":\(1_795_000_000 + number)000000000,\"x\":[true,null,{\"y\":-1.5e3}]}"
        case "caddy":
            return
                "{\"ts\":\(1_795_000_000 + number).25,\"msg\":\"handled request\",\"request\":{\"host\":\"h.example\","
                + "\"uri\":\"\(target)\"},\"status\":200.0}"
        default:
            return "{\"RequestHost\":\"h.example\",\"RequestPath\":\"\(target.replacing("&", with: "\\u0026"))\","
                + "\"DownstreamStatus\":200,\"StartUTC\":\"\(date)T\(time).5Z\"}"
        }
    }
}
