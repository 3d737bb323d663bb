import Glibc

/// The words of the command line, on both sides of the parser, which does with some of them what nobody means.
///
/// ArgumentParser takes strings, so that a name that is not UTF-8 would not be found; it reads `-5` and `-dash.log` as
/// options, lets the last of two values of an option win, and its time grows with the square of the number of operands,
/// so that 10,000 files took seconds before the first was opened. What goes into it is `bundled`; its words come out of
/// `operands` and `exact`.
struct CommandLineWords {
    /// All words behind the command's name, a negative number joined to the option before it, so that the option says
    /// what it thinks of it.
    let words: [String]

    /// The words that this process was given.
    init() {
        let given = (1..<max(1, Int(CommandLine.argc))).compactMap { index -> String? in
            guard let argument = unsafe CommandLine.unsafeArgv[index] else { return nil }
            let bytes = unsafe UnsafeBufferPointer(start: argument, count: strlen(argument))
            return unsafe Self.word(bytes.map { UInt8(bitPattern: $0) })
        }
        words = Self.joiningNegativeNumbers(Self.asTheParserKnows(given))
    }

    /// `-V` is `--version`, for which the parser knows no second name. `help formats` is the list itself: the parser breaks the
    /// lines of a help text in two.
    private static func asTheParserKnows(_ words: [String]) -> [String] {
        if words == ["help", "formats"] { return ["formats"] }
        let end = words.firstIndex(of: "--") ?? words.endIndex
        return words[..<end].map { $0 == "-V" ? "--version" : $0 } + words[end...]
    }

    private static func joiningNegativeNumbers(_ words: [String]) -> [String] {
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

    /// The words in front of `--`; behind it all are operands.
    private var head: ArraySlice<String> { words.prefix { $0 != "--" } }
}

/// What is wrong with the words, which the parser would not say.
extension CommandLineWords {
    /// Options that may stand more than once: each adds to the others, or asks for the same.
    private static let repeatable: Set<String> = ["--set", "--goal", "--help", "--version"]

    /// The first word that begins with one dash and is no option, and the word before it. The parser would read
    /// `-dash.log` as the options `-d`, `-a`, `-s` and `-h`, and print the help.
    var dashed: (word: String, before: String?)? {
        let options = ["-", "-h", "-q"]
        guard let index = head.firstIndex(where: { $0.hasPrefix("-") && !$0.hasPrefix("--") && !options.contains($0) })
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
        "--store", "--origin", "--link", "--goal", "--log-format", "--json-keys", "--columns", "--column",
    ]

    /// The first option with a value that has to be a text and is not UTF-8.
    var notText: (name: String, value: String)? {
        for (index, word) in head.enumerated() where !Self.isText(word) {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2, Self.textOptions.contains(parts[0]) { return (parts[0], parts[1]) }
            if index > 0, Self.textOptions.contains(words[index - 1]) { return (words[index - 1], word) }
        }
        return nil
    }

    /// What the first word was meant to be where it is the name of no file, but nearly that of a subcommand. Asked before a
    /// file of that name is asked for: `scan` may be left out, so that the parser takes any word for a log.
    func misspelt(of subcommands: [String]) -> String? {
        guard let word = words.first, !subcommands.contains(word), word != "help", word.allSatisfy(\.isLetter),
            unsafe access(word, F_OK) != 0
        else { return nil }
        return Spelling.nearest(to: word, of: subcommands)
    }

    /// The first option that stands twice and would silently lose one of its values.
    var repeated: String? {
        var seen: Set<String> = []
        for word in head where word.hasPrefix("--") {
            let name = String(word.prefix { $0 != "=" })
            if !Self.repeatable.contains(name), !seen.insert(name).inserted { return name }
        }
        return nil
    }
}

/// Words that need not be UTF-8.
///
/// A byte that is no part of UTF-8 goes through the parser as a character of its own, at the end of the last plane of
/// private use; those characters themselves go through as their four bytes, so that every word comes out as it went in.
extension CommandLineWords {
    /// The first of the characters that stand for bytes is that of byte 0x80.
    private static let firstScalar: UInt32 = 0x10_FF80

    /// The word that goes through the parser for `bytes`. O(bytes).
    static func word(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.unicodeScalars.contains(where: { $0 == "\u{FFFD}" || stands(for: $0) != nil }) else { return text }
        var (scalars, rest) = (String.UnicodeScalarView(), bytes[...])
        while let first = rest.first {
            let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            let head = rest.prefix(length)
            if let scalar = String(validating: head, as: UTF8.self)?.unicodeScalars.first, stands(for: scalar) == nil {
                scalars.append(scalar)
                rest = rest.dropFirst(length)
            } else {
                // Never nil: the byte is not ASCII, which would be a character.
                Unicode.Scalar(firstScalar + UInt32(first) - 0x80).map { scalars.append($0) }
                rest = rest.dropFirst()
            }
        }
        return String(scalars)
    }

    /// The bytes of a word that came through the parser. O(word).
    static func exact(_ word: String) -> [UInt8] {
        word.unicodeScalars.flatMap { scalar in stands(for: scalar).map { [$0] } ?? Array(String(scalar).utf8) }
    }

    static func exact(_ words: [String]) -> [[UInt8]] { words.map(exact) }

    /// Whether a word is UTF-8 as it was given.
    static func isText(_ word: String) -> Bool { !word.unicodeScalars.contains { stands(for: $0) != nil } }

    /// A word, or a text with words in it, for people: with replacement characters for what is not UTF-8.
    static func shown(_ text: String) -> String {
        isText(text) ? text : String(decoding: exact(text), as: UTF8.self)
    }

    private static func stands(for scalar: Unicode.Scalar) -> UInt8? {
        scalar.value < firstScalar ? nil : UInt8(truncatingIfNeeded: scalar.value - firstScalar + 0x80)
    }
}

/// Many operands as one word.
extension CommandLineWords {
    /// Stands between them, and in no word of a command line.
    private static let separator: Character = "\0"
    /// What a run of words without a dash may begin with that is no operand: the value of an option, or the names of a
    /// command and of one of its own; and an operand that messages can name.
    private static let leftApart = 3

    /// `words` with the operands of each long run as one word. O(words).
    var bundled: [String] {
        var result: [String] = []
        var run: [String] = []
        func end() {
            result += run.prefix(Self.leftApart)
            let rest = run.dropFirst(Self.leftApart)
            if !rest.isEmpty { result.append(rest.joined(separator: String(Self.separator))) }
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
    static func isBundle(in message: String) -> Bool { message.contains(separator) }

    /// The operands that were given, of those that came through the parser. O(operands).
    static func operands(_ words: [String]) -> [String] {
        words.flatMap { $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init) }
    }
}
