import Glibc

/// Words of the command line as the shell gave them, which need not be UTF-8, through a parser whose words are strings.
///
/// A byte that is no part of UTF-8 goes through it as a character of its own, at the end of the last plane of private use; those
/// characters themselves go through as their four bytes, so that every word comes out as it went in.
enum CommandLineBytes {
    /// The first of the characters that stand for bytes is that of byte 0x80.
    private static let firstScalar: UInt32 = 0x10_FF80

    /// All words behind the command's name.
    static func words() -> [String] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            guard let argument = unsafe CommandLine.unsafeArgv[index] else { return nil }
            let bytes = unsafe UnsafeBufferPointer(start: argument, count: strlen(argument))
            return unsafe word(bytes.map { UInt8(bitPattern: $0) })
        }
    }

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
