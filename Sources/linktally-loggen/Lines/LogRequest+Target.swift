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
