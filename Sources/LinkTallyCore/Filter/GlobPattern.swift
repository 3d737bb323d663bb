/// A shell pattern, as fnmatch(3) without flags reads it, over bytes: `*` is any bytes, `?` any byte, `[...]` one of a set
/// (`!` or `^` in front: none of them; `a-z` ranges; `[:alpha:]` and the other classes of ASCII), `\` takes the next byte
/// as it is.
///
/// Not fnmatch(3) itself, since that wants a copy that ends in a zero byte, and takes exponential time where a stranger's
/// text meets several stars; this is O(pattern * text).
package struct GlobPattern: Sendable {
    private let elements: [GlobElement]

    /// Reads a pattern; every text is one (a `[` without its `]` is itself, a `\` at the end too). O(pattern).
    package init(_ text: String) {
        var reader = GlobReader(text)
        var elements: [GlobElement] = []
        while let element = reader.next() {
            if element == .anyBytes, elements.last == .anyBytes { continue }
            elements.append(element)
        }
        self.elements = elements
    }

    /// Whether the pattern matches all of `range`. O(pattern * range), mostly O(range).
    package func matches(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        var element = 0
        // The last star, and where what follows it was tried: only that one has to be tried again.
        var star = -1
        var tried = 0
        while index < range.upperBound {
            if element < elements.count, elements[element] == .anyBytes {
                star = element
                tried = index
                element += 1
            } else if element < elements.count, elements[element].matches(bytes.byte(at: index)) {
                index += 1
                element += 1
            } else if star >= 0 {
                tried += 1
                index = tried
                element = star + 1
            } else {
                return false
            }
        }
        while element < elements.count, elements[element] == .anyBytes { element += 1 }
        return element == elements.count
    }
}
