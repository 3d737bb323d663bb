/// How an origin writes a request as a line of its log.
protocol LogLine: Sendable {
    /// The name that `--format` takes.
    static var name: String { get }
    /// Bytes of a line, about, for the progress of time in a log whose size is given in bytes.
    static var typicalSize: Int { get }

    init()

    /// Appends the line, with its line feed.
    mutating func append(_ request: LogRequest, to log: inout [UInt8])
}

/// The list of formats: a new one is named here.
enum LogLines {
    private static let all: [any LogLine.Type] = [
        CombinedLine.self, CommonLine.self, VhostCombinedLine.self, NginxLine.self, TraefikLine.self, URLLine.self,
        ALBLine.self, S3Line.self, CloudFrontLine.self, IISLine.self, CloudflareLine.self, CaddyLine.self,
        TraefikJSONLine.self,
    ]

    static var names: [String] { all.map { $0.name } }

    static func named(_ name: String) -> (any LogLine)? { all.first { $0.name == name }?.init() }
}

/// Text that is made anew only when its second changes: many lines share one.
struct MemoText {
    private var second = Int.min
    private var text: [UInt8] = []
    private let make: @Sendable (Int) -> String

    init(_ make: @escaping @Sendable (Int) -> String) { self.make = make }

    /// The text of `second`.
    mutating func bytes(_ second: Int) -> [UInt8] {
        if second != self.second {
            self.second = second
            text = Array(make(second).utf8)
        }
        return text
    }
}

/// Numbers as bytes, without a String.
enum Digits {
    /// Appends `number`, 0 or more, in decimal digits.
    static func append(_ number: Int, to bytes: inout [UInt8]) {
        if number >= 10 { append(number / 10, to: &bytes) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// Appends `byte` in two hexadecimal digits.
    static func appendHex(byte: UInt8, uppercase: Bool, to bytes: inout [UInt8]) {
        if byte < 16 { bytes.append(UInt8(ascii: "0")) }
        bytes.append(contentsOf: String(byte, radix: 16, uppercase: uppercase).utf8)
    }

    /// Appends `number` in hexadecimal digits.
    static func appendHex(_ number: UInt64, to bytes: inout [UInt8]) {
        if number >= 16 { appendHex(number >> 4, to: &bytes) }
        let digit = UInt8(number & 15)
        bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
}
