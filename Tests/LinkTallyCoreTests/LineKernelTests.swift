import CByteScan
import TestSupport
import Testing

@testable import LinkTallyCore

/// Each body of the line kernel against an oracle, on lines of every length, right before a page that cannot be touched.
@Suite struct LineKernelTests {
    static let bodies = [LineKernel.avx2, .avx512].filter {
        unsafe cbs_line_kernel_for($0.number) != nil
    }

    /// That of `none` finds no line usual.
    @Test func noKernel() {
        let line = Array(Scan.line("/?utm_source=a").utf8)
        let bytes = line + [UInt8](repeating: UInt8(ascii: "x"), count: 576)
        #expect(UsualLineOracle.find(bytes, at: 0) != nil)
        #expect(withExactSpan(bytes) { Self.run(.none, $0).0 == nil })
    }

    @Test(arguments: bodies) func usualLines(kernel: LineKernel) throws {
        let line = Scan.line(
            "/lp/a?utm_source=x&x=%20&utm_medium=y-_Z09&client_reference_id=\(String(repeating: "r", count: 150))")
        let found = try #require(check(Array((line + line + line + line).utf8), kernel))
        #expect(found.isClean && found.values.count == 3)
    }

    /// Every place at which a query can meet the borders of blocks.
    @Test(arguments: bodies) func everyPlace(kernel: LineKernel) {
        for length in 0...330 {
            let host = String(repeating: "h", count: length % 67)
            let path = "/" + String(repeating: "p", count: length)
            let line = host + Scan.line(path + "?utm_source=\(host)a&utm_term=b#utm_content=c")
            check(Array(line.utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 576), kernel)
        }
    }

    /// Queries whose foreign bytes are known, and longer ones.
    @Test(arguments: bodies) func queryLengths(kernel: LineKernel) throws {
        for length in 1...246 {
            let value = String(repeating: "v", count: min(length, 140))
            let query = "utm_source=\(value)&x=\(String(repeating: "y", count: length - value.count))"
            let line = Array(Scan.line("/?" + query).utf8)
            let found = try #require(check(line + [UInt8](repeating: UInt8(ascii: "?"), count: 576), kernel))
            #expect(found.isClean == (query.utf8.count < 256))
        }
    }

    /// All that is left over is what is left before the end.
    @Test(arguments: bodies) func shortWindows(kernel: LineKernel) {
        let line = Array(Scan.line("/?utm_source=a").utf8)
        for length in [0, 1, 100, 575, 576, 577] {
            let bytes = (line + [UInt8](repeating: UInt8(ascii: "x"), count: 577)).prefix(length)
            #expect((check(Array(bytes), kernel) != nil) == (length >= 576))
        }
    }

    @Test(arguments: bodies) func randomLines(kernel: LineKernel) {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        var usual = 0
        for _ in 0..<20_000 {
            var bytes = Array(RandomLine.make(&random).utf8)
            for _ in 0..<Int.random(in: 0...3, using: &random) where Bool.random(using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = RandomLine.byte(&random)
            }
            bytes += Array(Scan.line("/").utf8)
            bytes += [UInt8](repeating: UInt8(ascii: "&"), count: 576)
            if check(bytes, kernel, "SplitMix(seed: \(seed))") != nil { usual += 1 }
        }
        #expect(usual > 5_000, "SplitMix(seed: \(seed)): too few lines were usual")
    }

    /// Compares the kernel with the oracle and, where the query is clean, with the scanner in Swift.
    @discardableResult
    private func check(_ bytes: [UInt8], _ kernel: LineKernel, _ seed: String = "") -> UsualLineOracle.Found? {
        let expected = UsualLineOracle.find(bytes, at: 0)
        let (found, places) = withExactSpan(bytes) { Self.run(kernel, $0) }
        let text = Comment(rawValue: "\(kernel) \(seed) \(String(decoding: bytes, as: UTF8.self).debugDescription)")
        guard let expected, let found else {
            #expect((expected == nil) == (found == nil), text)
            return nil
        }
        #expect(Int(found.line_feed) == expected.lineFeed, text)
        #expect(Int(found.opening_quote) == expected.openingQuote, text)
        #expect(Int(found.closing_quote) == expected.closingQuote, text)
        #expect(Int(found.path_end) == expected.pathEnd, text)
        #expect((found.query != Int32(cbs_query_absent)) == expected.hasQuery, text)
        guard expected.hasQuery else { return expected }
        #expect((found.query >= 0) == expected.isClean, text)
        guard found.query >= 0 else { return expected }
        #expect((found.query & Int32(cbs_query_suspect) != 0) == expected.isSuspect, text)
        for parameter in Parameter.allCases {
            let isThere = found.query >> Int32(parameter.rawValue) & 1 == 1
            let place = places[Int(parameter.rawValue)]
            let start = Int(place & 0xFFFF_FFFF)
            #expect((isThere ? start..<start + Int(place >> 32) : nil) == expected.values[parameter], text)
        }
        let query = Array(bytes[expected.pathEnd + 1..<expected.closingQuote - 9])
        let verdicts = QueryOracle.verdicts(query)
        #expect(Set(verdicts.keys) == Set(expected.values.keys), text)
        #expect(verdicts.values.allSatisfy { $0.verdict == .accepted && $0.duplicates == 0 }, text)
        return expected
    }

    /// The names whose values a body finds in a clean query; nil where it is not clean.
    static func names(in query: String, _ kernel: LineKernel) -> [Parameter]? { names(in: Array(query.utf8), kernel) }

    static func names(in query: [UInt8], _ kernel: LineKernel) -> [Parameter]? {
        let line = Array(Scan.line("/?").utf8)
        let mark = line.firstIndex(of: UInt8(ascii: "?"))!
        let bytes = line[...mark] + query + line[(mark + 1)...] + [UInt8](repeating: UInt8(ascii: "x"), count: 576)
        guard let found = withExactSpan(Array(bytes), { run(kernel, $0).0 }), found.query >= 0 else { return nil }
        return Parameter.allCases.filter { found.query >> Int32($0.rawValue) & 1 == 1 }
    }

    private static func run(_ kernel: LineKernel, _ bytes: RawSpan) -> (cbs_usual_line?, [UInt64]) {
        var line = cbs_usual_line()
        var places = [UInt64](repeating: 0, count: 6)
        let isUsual = unsafe bytes.withUnsafeBytes { buffer in
            // An empty span has no address; the kernel does not look at it.
            let base = unsafe buffer.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!
            return unsafe cbs_line_kernel_for(kernel.number)!(
                base.assumingMemoryBound(to: UInt8.self), 0, UInt32(buffer.count), &line, &places)
        }
        return (isUsual == 1 ? line : nil, places)
    }
}

/// The six names, the two limits and the alphabet stand in `Parameter` and `ValueAlphabet`, and once more, as words and masks,
/// where queries are read quickly: in the line kernel and in `QueryScanner.quickName`. They must be the same.
@Suite struct ParameterWordsTests {
    @Test func namesOfTheScanner() {
        for parameter in Parameter.allCases {
            let name = Array("\(parameter.name)=".utf8)
            // Behind the name stands as much as the words of the longest one reach over.
            let query = name + [UInt8](repeating: UInt8(ascii: "v"), count: 20)
            func quickName(_ query: [UInt8]) -> (Parameter, Int)? {
                withExactSpan(query) { QueryScanner().quickName(in: $0, at: 0, to: $0.byteCount) }
            }
            #expect(quickName(query)?.0 == parameter && quickName(query)?.1 == name.count)
            for place in name.indices {
                var other = query
                other[place] ^= 0x20
                #expect(quickName(other) == nil, "\(String(decoding: other, as: UTF8.self))")
            }
            withExactSpan(name) { bytes in
                #expect(ParameterName.parameter(in: bytes, 0..<name.count - 1) == parameter)
                #expect(ParameterName.exact(in: bytes, at: 0) == parameter)
            }
        }
    }

    /// Exactly `limit` bytes are kept, by the scanner and by each body of the kernel; and no other name has a value.
    @Test(arguments: Parameter.allCases) func namesAndLimits(parameter: Parameter) {
        for length in [0, 1, parameter.limit, parameter.limit + 1] {
            let query = "\(parameter.name)=\(String(repeating: "v", count: length))"
            let isKept = 1...parameter.limit ~= length
            #expect((QueryScanner().verdicts(of: Array(query.utf8).span)[parameter] == .accepted) == isKept)
            for kernel in LineKernelTests.bodies {
                #expect(LineKernelTests.names(in: query, kernel) == (isKept ? [parameter] : nil), "\(kernel) \(query)")
            }
        }
        for place in parameter.name.utf8.indices {
            var name = Array(parameter.name.utf8)
            name[parameter.name.utf8.distance(from: parameter.name.utf8.startIndex, to: place)] ^= 0x20
            let query = String(decoding: name, as: UTF8.self) + "=v"
            for kernel in LineKernelTests.bodies {
                // A letter in other case is a foreign name; so are `utm` and a DEL, which is no name byte.
                #expect(LineKernelTests.names(in: query, kernel) == [], "\(kernel) \(query.debugDescription)")
            }
        }
    }

    /// Every byte but the four that mean something in a request or a query.
    @Test func alphabet() {
        for byte in UInt8.min...UInt8.max where !"&#\"\\\n ".utf8.contains(byte) {
            let query = Array("utm_source=a".utf8) + [byte] + Array("a".utf8)
            for kernel in LineKernelTests.bodies {
                let names = LineKernelTests.names(in: query, kernel)
                #expect(names == (ValueAlphabet.contains(byte) ? [.source] : nil), "\(kernel), byte \(byte)")
            }
        }
    }
}
