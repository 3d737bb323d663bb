/// A shell pattern for links: one that begins with `/` is matched against the path, any other against host and path.
package struct LinkPattern: Sendable {
    let pattern: GlobPattern
    let isForPath: Bool

    /// Reads a pattern. O(text).
    package init(_ text: String) {
        pattern = GlobPattern(text)
        isForPath = text.hasPrefix("/")
    }

    /// Whether a link, host and path as a report shows it, fits. O(pattern * link), mostly O(link).
    package func matches(link: RawSpan) -> Bool {
        let end = link.byteCount
        let start = isForPath ? link.firstIndex(of: UInt8(ascii: "/"), from: 0, to: end) : 0
        return pattern.matches(link, start..<end)
    }
}
