/// The time that a report is about, as JSON.
enum JSONPeriod {
    static func write(
        _ period: ShownPeriod, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.name("period", to: &writer)
        try json.open("{", to: &writer)
        try json.member("from", period.from, to: &writer)
        try json.member("to", period.to, to: &writer)
        try json.member("unknown_hour_requests", period.unknownRequests, to: &writer)
        try json.close("}", to: &writer)
    }
}
