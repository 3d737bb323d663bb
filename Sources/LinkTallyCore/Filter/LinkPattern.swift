/// A shell pattern for links: one that begins with `/` is matched against the path, any other against host and path.
package struct LinkPattern: Sendable {
    let pattern: GlobPattern
    let isForPath: Bool

    /// Reads a pattern. O(text).
    package init(_ text: String) {
        pattern = GlobPattern(text)
        isForPath = text.hasPrefix("/")
    }
}
