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

extension LogRequest {
    /// Path and query as a client sends them; a request that is none has neither.
    var target: [UInt8] {
        switch shape {
        case .noRequest, .tlsBytes: []
        case .normal, .noVersion: query.isEmpty ? path : path + [UInt8(ascii: "?")] + query
        }
    }

    /// The status as it is logged: a request that is none is an error.
    var loggedStatus: Int {
        switch shape {
        case .noRequest: 408
        case .tlsBytes: 400
        case .normal, .noVersion: status
        }
    }

    /// The method.
    var method: String { isPost ? "POST" : "GET" }
}
