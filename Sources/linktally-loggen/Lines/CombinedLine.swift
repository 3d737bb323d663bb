/// Apache combined.
struct CombinedLine: LineFormat {
    static let name = "combined"
    static let typicalSize = 254
    private var fields = CommonFields(.apache, zoneHours: 0)

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        fields.append(request, to: &log)
        fields.appendReader(request, to: &log)
        log.append(UInt8(ascii: "\n"))
    }
}
