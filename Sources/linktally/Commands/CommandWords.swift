/// What is seen in the words of the command line before, or beside, the parser.
enum CommandWords {
    /// Options that may stand more than once: each adds to the others, or asks for the same.
    private static let repeatable: Set<String> = ["--set", "--goal", "--help", "--version"]

    /// `words` with a negative number joined to the option before it, so that the option says what it thinks of it: the parser
    /// takes it for an option.
    static func joiningNegativeNumbers(_ words: [String]) -> [String] {
        var result: [String] = []
        for (index, word) in words.enumerated() {
            if word == "--" { return result + words[index...] }
            if isNegativeNumber(word), let last = result.last, last.hasPrefix("--"), !last.contains("=") {
                result[result.count - 1] = "\(last)=\(word)"
            } else {
                result.append(word)
            }
        }
        return result
    }

    private static func isNegativeNumber(_ word: String) -> Bool { word.hasPrefix("-") && Double(word) != nil }

    /// The first word that begins with one dash and is no option, and the word before it. The parser would read `-dash.log` as
    /// the options `-d`, `-a`, `-s` and `-h`, and print the help.
    static func dashed(_ words: [String]) -> (word: String, before: String?)? {
        let words = words.prefix { $0 != "--" }
        let options = ["-", "-h", "-q"]
        guard let index = words.firstIndex(where: { $0.hasPrefix("-") && !$0.hasPrefix("--") && !options.contains($0) })
        else { return nil }
        return (words[index], index > 0 ? words[index - 1] : nil)
    }

    /// What is wrong with a word that `dashed` found.
    ///
    /// - Parameter message: What the parser says.
    static func text(_ dashed: (word: String, before: String?), message: String) -> String {
        let word = dashed.word
        if let option = dashed.before, message.hasPrefix("Missing value for '\(option)") {
            return "'\(word)' behind \(option) is taken for an option, since it begins with a dash; "
                + "as a value write \(option)=\(ShellWord.quoted(word))"
        }
        return
            "'\(word)' is no option; if a file is meant, write \(ShellWord.quoted("./" + word)), or -- in front of it"
    }

    /// Options whose values are texts. All others take bytes, or refuse what they do not know.
    private static let textOptions: Set<String> = [
        "--store", "--origin", "--link", "--goal", "--log-format", "--json-keys", "--column",
    ]

    /// The first option with a value that has to be a text and is not UTF-8.
    static func notText(_ words: [String]) -> (name: String, value: String)? {
        let words = words.prefix { $0 != "--" }
        for (index, word) in words.enumerated() where !CommandLineBytes.isText(word) {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2, textOptions.contains(parts[0]) { return (parts[0], parts[1]) }
            if index > 0, textOptions.contains(words[index - 1]) { return (words[index - 1], word) }
        }
        return nil
    }

    /// The first option that stands twice and would silently lose one of its values.
    static func repeated(_ words: [String]) -> String? {
        var seen: Set<String> = []
        for word in words.prefix(while: { $0 != "--" }) where word.hasPrefix("--") {
            let name = String(word.prefix { $0 != "=" })
            if !repeatable.contains(name), !seen.insert(name).inserted { return name }
        }
        return nil
    }
}
