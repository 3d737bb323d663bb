/// What was meant by a word that is not known.
enum Spelling {
    /// The one of `words` that `word` is nearest to, where so few letters differ that it was meant; the first of several.
    /// O(words * letters²).
    static func nearest<Words: Collection<String>>(to word: String, of words: Words) -> String? {
        let word = Array(word.lowercased())
        let nearest = words.map { ($0, distance(word, Array($0))) }.min { $0.1 < $1.1 }
        guard let (candidate, distance) = nearest, distance <= max(1, candidate.count / 3) else { return nil }
        return candidate
    }

    /// How many letters are missing, too many, others, or two that changed places (optimal string alignment).
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var (before, last) = ([Int](), Array(0...b.count))
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
                row.append(least)
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
