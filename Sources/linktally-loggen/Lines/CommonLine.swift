/// Apache common: without Referer and User-Agent.
struct CommonLine: LineFormat {
    static let name = "common"
    static let typicalSize = 130
    private var fields = CommonFields(.apache, zoneHours: 1)

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        fields.append(request, to: &log)
        log.append(UInt8(ascii: "\n"))
    }
}
