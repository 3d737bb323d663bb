/// Many operands as one word, for the parser: its time grows with the square of their number, so that 10,000 files took
/// seconds before the first was opened.
///
/// A zero byte stands between them, which stands in no word of a command line.
enum OperandBundle {
    private static let separator: Character = "\0"
    /// What a run of words without a dash may begin with that is no operand: the value of an option, or the names of a command
    /// and of one of its own; and an operand that messages can name.
    private static let leftApart = 3

    /// `words` with the operands of each long run as one word. O(words).
    static func bundling(_ words: [String]) -> [String] {
        var result: [String] = []
        var run: [String] = []
        func end() {
            result += run.prefix(leftApart)
            let rest = run.dropFirst(leftApart)
            if !rest.isEmpty { result.append(rest.joined(separator: String(separator))) }
            run = []
        }
        for (index, word) in words.enumerated() {
            if word == "--" {
                end()
                result.append(word)
                run = Array(words[(index + 1)...])
                break
            }
            // An empty word would be lost at the end of a bundle.
            if word.hasPrefix("-") || word.isEmpty {
                end()
                result.append(word)
            } else {
                run.append(word)
            }
        }
        end()
        return result
    }

    /// Whether a message has a bundle in it. O(message).
    static func isNamed(in message: String) -> Bool { message.contains(separator) }

    /// The operands that were given, of those that came through the parser. O(operands).
    static func apart(_ words: [String]) -> [String] {
        words.flatMap { $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init) }
    }
}
