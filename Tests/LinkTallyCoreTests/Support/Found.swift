import Testing

@testable import LinkTallyCore

/// What a definition of a format finds in a line.
struct Found: Equatable {
    var kind = LineKind.malformed
    var target = ""
    var query: String?
    var host: String?
    var hour: String = ""
    var status: UInt16 = 0
}

/// A suite that looks at what definitions find.
protocol DefinitionSuite {}

extension DefinitionSuite {
    func find(_ choice: LogFormat, _ line: String) -> Found {
        var format = choice.lineFormat
        var request = LocatedRequest()
        var unescaped = ScratchBuffer(capacity: 16)
        return withExactSpan(Array(line.utf8)) { bytes in
            var found = Found()
            found.kind = format.parse(bytes, 0..<bytes.byteCount, into: &request, unescaped: &unescaped)
            guard found.kind == .request else { return found }
            func text(_ range: Range<Int>, _ isUnescaped: Bool) -> String {
                let bytes = range.map { isUnescaped ? unescaped.bytes.byte(at: $0) : bytes.byte(at: $0) }
                return String(decoding: bytes, as: UTF8.self)
            }
            found.target = text(request.target, request.isUnescaped)
            found.query = request.query.map { text($0, request.isUnescaped) }
            found.host = request.host.map { text($0, request.isHostUnescaped) }
            found.hour = "\(request.time.hour)"
            found.status = request.status
            return found
        }
    }

    func find(_ definition: String, _ line: String) throws -> Found {
        find(try CustomFormats.format(ofDefinition: definition), line)
    }

    func keys(_ keys: String, _ line: String) throws -> Found {
        find(try CustomFormats.format(ofJSONKeys: keys), line)
    }

    /// What `define` is given has a fault at the byte `offset`.
    func expectFault(
        at offset: Int, sourceLocation: SourceLocation = #_sourceLocation, _ define: () throws -> LogFormat
    ) {
        #expect(sourceLocation: sourceLocation) {
            _ = try define()
        } throws: { error in
            (error as? DefinitionError)?.offset == offset
        }
    }

    func hour(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var clock = ISOClock()
        return "\(clock.read(bytes.rawSpan, 0..<bytes.count).hour)"
    }

    static var noon: String { "2026-11-23T12:00:00Z" }
}
