import Foundation
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyReport

@Suite struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) throws -> Void) throws -> [UInt8] {
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        try writer.json(body)
        try writer.flush()
        return sink.bytes
    }

    private func text(_ body: (inout JSONWriter) throws -> Void) throws -> String {
        String(decoding: try written(body), as: UTF8.self)
    }

    /// Commas, brackets and lines stand where a schema has them.
    @Test func scopes() throws {
        let json = try text { json in
            try json.object { json in
                try json.member("schema", "x/1")
                try json.member("none", nil as String?)
                try json.null("null")
                try json.array("empty") { _ in }
                try json.object("inner") { _ in }
                try json.array("list") { json in
                    for number in [1, 2] {
                        try json.entry { json in
                            try json.member("number", number)
                            try json.member("is_one", number == 1)
                        }
                    }
                    try json.array { json in
                        try json.value("a")
                        try json.value(UInt64.max)
                        try json.value(number: "-1.5")
                        try json.value(number: nil)
                    }
                }
                try json.array("shared") { json in
                    for number in 1...2 {
                        try json.object(beginning: #"{"name":"a","value":"#) { json in try json.value(number) }
                    }
                }
                try json.name("quote \" in a name")
                try json.object { json in try json.member("last", 0) }
            }
        }
        #expect(
            json == #"""
                {"schema":"x/1","none":null,"null":null,"empty":[],"inner":{},"list":[
                {"number":1,"is_one":true},
                {"number":2,"is_one":false},["a",18446744073709551615,-1.5,null]],\#
                "shared":[{"name":"a","value":1},{"name":"a","value":2}],"quote \" in a name":{"last":0}}
                """#)
    }

    /// An array may be written in several parts.
    @Test func continuedArrays() throws {
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        try writer.write("[")
        for number in 0..<3 { try writer.json(needsComma: number > 0) { json in try json.value(number) } }
        try writer.write("]")
        try writer.flush()
        #expect(sink.bytes == Array("[0,1,2]".utf8))
    }

    /// Whatever is nested in whatever, with names and texts of whatever bytes, Foundation reads back what was meant.
    @Test func randomNesting() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for _ in 0..<2_000 {
            let tree = Tree(depth: Int.random(in: 0...6, using: &random), using: &random)
            let bytes = try written { json in try tree.write(to: &json) }
            #expect(!bytes.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F }, "seed \(seed)")
            let valid = try #require(String(validating: bytes, as: UTF8.self), "seed \(seed)")
            #expect(!valid.unicodeScalars.contains { $0 != "\n" && TerminalText.isDangerous($0) }, "seed \(seed)")
            let read = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            #expect((read as? NSObject)?.isEqual(tree.meant) == true, "\(valid) seed \(seed)")
        }
    }

    /// A name at the end of a block is whole, wherever the block ends.
    @Test func namesAtTheEndOfABlock() throws {
        for room in 0...24 {
            let sink = MemorySink()
            var writer = ByteWriter(sink)
            let front = String(repeating: " ", count: (64 << 10) - room)
            try writer.write(front)
            try writer.json { json in
                try json.object { json in
                    try json.member("first", 1)
                    try json.member("second", 2)
                }
            }
            try writer.flush()
            #expect(sink.bytes == Array((front + #"{"first":1,"second":2}"#).utf8), "\(room)")
        }
    }

    /// What a scope throws comes out, and the bytes before it are kept.
    @Test func faults() throws {
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        #expect(throws: CancellationError.self) {
            try writer.json { json in
                try json.array { json in
                    try json.value("a")
                    throw CancellationError()
                }
            }
        }
        try writer.flush()
        #expect(sink.bytes == Array(#"["a""#.utf8))
    }
}

/// JSON that may be written, and what is meant by it.
private indirect enum Tree {
    case null
    case flag(Bool)
    case number(UInt64)
    case text([UInt8], repaired: Bool)
    case array([Tree])
    case object([(name: String, Tree)], isEntry: Bool)

    init(depth: Int, using random: inout SplitMix) {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 4), using: &random) {
        case 0: self = .null
        case 1: self = .flag(.random(using: &random))
        case 2: self = .number(UInt64.random(in: 0...(1 << UInt64.random(in: 0...53, using: &random)), using: &random))
        case 3:
            let bytes = Self.bytes(using: &random)
            let repaired = Bool.random(using: &random)
            self = .text(repaired ? bytes : Array(String(decoding: bytes, as: UTF8.self).utf8), repaired: repaired)
        case 4...6:
            let elements = (0..<Int.random(in: 0...4, using: &random)).map { _ in Tree(depth: depth - 1, using: &random)
            }
            self = .array(elements)
        default:
            let members = (0..<Int.random(in: 0...4, using: &random)).map { number in
                let name = String(decoding: Self.bytes(using: &random), as: UTF8.self)
                return ("\(number)\(name)", Tree(depth: depth - 1, using: &random))
            }
            self = .object(members, isEntry: .random(using: &random))
        }
    }

    /// Pieces that JSON, JavaScript, terminals or UTF-8 mean something by, and any bytes.
    private static func bytes(using random: inout SplitMix) -> [UInt8] {
        let texts = [
            "\"", "\\", "/", "\0", "\u{1F}", "\n", "\r", "\t", "\u{7F}", "\u{85}", "\u{9B}", "\u{2028}", "\u{202E}",
            "\u{FEFF}", "\u{E0041}", "é", "東", "🎉", "\\u0041", "plain", "a text of more than sixteen bytes",
        ]
        let faults: [[UInt8]] = [
            [0xFF], [0xC3], [0xE2, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80],
        ]
        let pieces = texts.map { Array($0.utf8) } + faults
        return (0..<Int.random(in: 0...6, using: &random)).flatMap { _ in
            Bool.random(using: &random) ? pieces.randomElement(using: &random)! : [.random(in: 0...255, using: &random)]
        }
    }

    func write(to json: inout JSONWriter) throws {
        switch self {
        case .null: try json.value(nil as Int?)
        case .flag(let flag): try json.value(number: flag ? "true" : "false")
        case .number(let number): try json.value(number)
        case .text(let bytes, let repaired):
            if repaired { try json.value(repairing: bytes.rawSpan) } else { try json.value(bytes.rawSpan) }
        case .array(let elements):
            try json.array { json in for element in elements { try element.write(to: &json) } }
        case .object(let members, let isEntry):
            let body = { (json: inout JSONWriter) in
                for (name, tree) in members {
                    try json.name(name)
                    try tree.write(to: &json)
                }
            }
            if isEntry { try json.entry(body) } else { try json.object(body) }
        }
    }

    var meant: NSObject {
        switch self {
        case .null: NSNull()
        case .flag(let flag): NSNumber(value: flag)
        case .number(let number): NSNumber(value: number)
        case .text(let bytes, _): String(decoding: bytes, as: UTF8.self) as NSString
        case .array(let elements): elements.map(\.meant) as NSArray
        case .object(let members, _):
            Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.1.meant) }) as NSDictionary
        }
    }
}
