import Mustache

/// Who made a report, with which words, and when.
package struct ReportOrigin: Sendable {
    /// `linktally 0.1.0`; empty where nobody says.
    package var version = ""
    /// The words of the command line, as a shell would take them.
    package var command = ""
    /// When, ISO 8601.
    package var time = ""

    package init() {}
}

/// A report as one file of HTML that needs nothing else: a head and a foot made from the template, and between them the
/// report's data, which the page's script shows.
///
/// Data stands in elements that no browser runs. The policy in the head allows the page's own script and style by their
/// hashes, and nothing else: what a stranger wrote into a log could not run or fetch anything, be it not escaped.
struct Page: ~Copyable {
    private let context: [String: Any]

    /// - Parameters:
    ///   - about: What the report is about, in a few words.
    ///   - content: What else the template says without the script: `doubts`, `advice`, `figures`, `lists`.
    init(_ origin: ReportOrigin, about: String, verdict: String, content: [String: Any]) {
        let own: [String: Any] = [
            "policy": PageFiles.policy, "style": PageFiles.style, "script": PageFiles.script,
            "title": "LinkTally: \(about)", "about": about, "verdict": verdict,
            "foot": [origin.version, origin.time].filter { !$0.isEmpty }.joined(separator: " · "),
        ]
        context = own.merging(content) { own, _ in own }
    }

    /// Writes the page; `data` writes what stands between head and foot.
    func write(to writer: inout ByteWriter, data: (inout ByteWriter) throws -> Void) throws {
        try writer.write(MustacheTemplate(string: PageFiles.head).render(context))
        try data(&writer)
        try writer.write(MustacheTemplate(string: PageFiles.foot).render(context))
    }

    /// Writes what only the page needs to know: who made it, and the members that `body` writes.
    static func facts(
        _ origin: ReportOrigin, to writer: inout ByteWriter, _ body: (inout JSONWriter) throws -> Void
    ) throws {
        try data("facts", to: &writer) { writer in
            try writer.json { json in
                try json.object { json in
                    try json.member("schema", "linktally-page/1")
                    try json.member("version", origin.version)
                    try json.member("command", origin.command)
                    try json.member("made", origin.time)
                    try body(&json)
                }
            }
        }
    }

    /// Writes an element that has JSON, which `body` writes.
    static func data(
        _ name: StaticString, to writer: inout ByteWriter, _ body: (inout ByteWriter) throws -> Void
    ) throws {
        try writer.write("<script type=\"application/json\" id=\"")
        try writer.write(static: name)
        try writer.write("\">")
        try writer.writeInScript(body)
        try writer.write("</script>\n")
    }
}
