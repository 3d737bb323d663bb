/// Debian's vhost_combined: the virtual host and its port in front.
struct VhostCombinedLine: LineFormat {
    static let name = "vhost_combined"
    static let typicalSize = 265
    private var fields = CommonFields(.apache, zoneHours: 0)

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        log.append(contentsOf: request.host)
        log.append(contentsOf: ":443 ".utf8)
        fields.append(request, to: &log)
        fields.appendReader(request, to: &log)
        log.append(UInt8(ascii: "\n"))
    }
}
