import Glibc

/// Words of the command line as the shell gave them.
enum CommandLineBytes {
    /// The parser's strings have replacement characters where a word is not UTF-8; the exact bytes are found again among
    /// the process's arguments, also behind the `=` of `--option=word`.
    static func exact(_ words: [String]) -> [[UInt8]] {
        guard words.contains(where: { $0.unicodeScalars.contains("\u{FFFD}") }) else {
            return words.map { Array($0.utf8) }
        }
        var exactByWord: [String: [[UInt8]]] = [:]
        for index in 1..<Int(CommandLine.argc) {
            guard let argument = unsafe CommandLine.unsafeArgv[index] else { continue }
            let bytes = unsafe UnsafeBufferPointer(start: argument, count: strlen(argument)).map {
                UInt8(bitPattern: $0)
            }
            exactByWord[String(decoding: bytes, as: UTF8.self), default: []].append(bytes)
            if bytes.starts(with: "--".utf8), let sign = bytes.firstIndex(of: UInt8(ascii: "=")) {
                let value = Array(bytes[(sign + 1)...])
                exactByWord[String(decoding: value, as: UTF8.self), default: []].append(value)
            }
        }
        // Two words that look the same stand in the order in which they were given.
        return words.map { word in
            guard let bytes = exactByWord[word]?.first else { return Array(word.utf8) }
            exactByWord[word]?.removeFirst()
            return bytes
        }
    }

    /// The same for one word.
    static func exact(_ word: String) -> [UInt8] { exact([word])[0] }
}
