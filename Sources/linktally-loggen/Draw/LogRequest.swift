/// One request as its line will tell it, before any format escapes it.
struct LogRequest {
    /// What an access log says where there is no usual request.
    enum Shape { case normal, noRequest, tlsBytes, noVersion }

    var shape = Shape.normal
    /// Seconds since 1970.
    var time = 0
    var client: [UInt8] = []
    var host: [UInt8] = []
    var isPost = false
    var path: [UInt8] = []
    /// Behind the `?`; empty for none.
    var query: [UInt8] = []
    var status = 200
    var size = 0
    var referer: [UInt8] = []
    var agent: [UInt8] = []
    /// Milliseconds that it took.
    var duration = 0
}
