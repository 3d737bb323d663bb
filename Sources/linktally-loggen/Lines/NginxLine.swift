/// nginx's default `combined`.
struct NginxLine: LineFormat {
    static let name = "nginx"
    static let typicalSize = 254
    private var fields = CommonFields(.nginx, zoneHours: 2)

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        // nginx logs an empty request where Apache logs a dash; its status is 400, and a dash says the same here.
        fields.append(request, to: &log)
        fields.appendReader(request, to: &log)
        log.append(UInt8(ascii: "\n"))
    }
}
