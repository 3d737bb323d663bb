import Foundation
import LinkTallyCore
import Testing

/// One line of Tests/Conformance/cases.jsonl; see the README there.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    let id: String
    let format: String
    /// What `--columns` is given; nil where the format has a name.
    let columns: String?
    /// What stands around the lines; nil where the case says nothing of it.
    let envelopes: [Envelope]?
    /// What is told of the lines, where the case says so: a format and its envelopes, or nothing.
    let told: String?
    let input: Data
    /// The whole report, as JSON.
    let expectedJSON: Data

    /// The whole report.
    var expected: Any { get throws { try JSONSerialization.jsonObject(with: expectedJSON) } }

    var testDescription: String { "\(id) \(format)" }

    /// The format that it is read as.
    var logFormat: LogFormat? { columns.map { try! CustomFormats.format(ofColumns: $0) } ?? LogFormats.named(format) }

    /// The folder with the cases.
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Conformance")

    /// All cases.
    static let all: [ConformanceCase] = {
        let text = try! String(contentsOf: folder.appending(path: "cases.jsonl"), encoding: .utf8)
        return text.split(separator: "\n").map { line in
            let fields = try! JSONSerialization.jsonObject(with: Data(line.utf8)) as! [String: Any]
            return ConformanceCase(
                id: "\(fields["id"]!)", format: fields["format"] as! String,
                columns: fields["columns"] as? String,
                envelopes: (fields["envelope"] as? String).map { Envelope.list($0)! }, told: fields["told"] as? String,
                input: input(fields),
                expectedJSON: try! JSONSerialization.data(withJSONObject: fields["expect"]!))
        }
    }()

    private static func input(_ fields: [String: Any]) -> Data {
        if let text = fields["input_b64"] as? String { return Data(base64Encoded: text)! }
        if let text = fields["input_text"] as? String { return Data(text.utf8) }
        var input = Data()
        for part in fields["input_parts_b64"] as! [[Any]] {
            let piece = Data(base64Encoded: part[0] as! String)!
            for _ in 0..<(part[1] as! Int) { input.append(piece) }
        }
        return input
    }
}
