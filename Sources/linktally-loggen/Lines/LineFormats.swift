/// The list of formats: a new one is named here.
enum LineFormats {
    private static let all: [any LineFormat.Type] = [
        CombinedLine.self, CommonLine.self, VhostCombinedLine.self, NginxLine.self, TraefikLine.self, URLLine.self,
        ALBLine.self, S3Line.self, CloudFrontLine.self, IISLine.self, CloudflareLine.self, CaddyLine.self,
        TraefikJSONLine.self,
    ]

    static var names: [String] { all.map { $0.name } }

    static func named(_ name: String) -> (any LineFormat)? { all.first { $0.name == name }?.init() }
}
