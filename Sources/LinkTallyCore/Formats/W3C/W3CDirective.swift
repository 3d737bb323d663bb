/// A line of a W3C extended log that says something of the log: `#Name: value`.
enum W3CDirective {
    /// Whether `line` is a directive, of any name. O(1).
    @inline(__always)
    static func isDirective(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
        !line.isEmpty && bytes.byte(at: line.lowerBound) == UInt8(ascii: "#")
    }

    /// Whether `line` is one of those that stand before a log's first request. O(1).
    static func isKnown(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
        let names: [StaticString] = [
            "#software:", "#version:", "#fields:", "#date:", "#start-date:", "#end-date:", "#remark:",
        ]
        return names.contains { value(of: $0, in: bytes, line) != nil }
    }

    /// What stands behind `name`, which is in lower case and has `#` and `:`; nil where the directive is another one.
    /// Case does not matter. O(name).
    static func value(of name: StaticString, in bytes: RawSpan, _ line: Range<Int>) -> Range<Int>? {
        let end = line.lowerBound + name.utf8CodeUnitCount
        guard end <= line.upperBound, bytes.spells(name, line.lowerBound..<end, foldingCase: true) else { return nil }
        return end..<line.upperBound
    }

    /// Calls `body` for each line of `window` that begins with `#`, or with a hole of NUL bytes and then `#`. O(window).
    static func forEach(in window: RawSpan, _ body: (Range<Int>) -> Void) {
        let end = window.byteCount
        var index = 0
        while true {
            index = window.firstIndexFar(of: UInt8(ascii: "#"), from: index, to: end)
            guard index < end else { return }
            if isLineStart(index, window) {
                let lineFeed = window.firstIndexFar(of: UInt8(ascii: "\n"), from: index, to: end)
                body(index..<LineEnd.trimmed(window, index, lineFeed))
                index = lineFeed
            } else {
                index += 1
            }
        }
    }

    private static func isLineStart(_ index: Int, _ window: RawSpan) -> Bool {
        var start = index
        while start > 0, window.byte(at: start - 1) == 0 { start -= 1 }
        return start == 0 || window.byte(at: start - 1) == UInt8(ascii: "\n")
    }
}

/// The last `#Fields` and `#Date` of a log, so that lines behind it can be read some other time.
package struct DirectiveMemory: Sendable {
    private var fields: [UInt8] = []
    private var date: [UInt8] = []

    /// What an earlier memory had as `bytes`.
    package init(_ bytes: [UInt8] = []) { note(bytes.rawSpan) }

    /// Takes note of the directives in a window of whole lines. O(window).
    package mutating func note(_ window: RawSpan) {
        W3CDirective.forEach(in: window) { line in
            if W3CDirective.value(of: "#fields:", in: window, line) != nil {
                fields = window.extracting(line).array
            } else if W3CDirective.value(of: "#date:", in: window, line) != nil {
                date = window.extracting(line).array
            }
        }
    }

    /// The directives as lines: what a `FormatRun` passes over to go on.
    package var bytes: [UInt8] {
        [fields, date].filter { !$0.isEmpty }.flatMap { $0 + [UInt8(ascii: "\n")] }
    }
}
