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
