import LinkTallyInput

/// A list of file names, for archives that no command line holds.
enum PathList {
    /// The names in the file `name` (`-`: stdin), each ended by `terminator`; the last may lack it. Empty ones are
    /// passed over. Of lines that end in CR and LF, as an editor on Windows leaves them, the CR is no part of the name:
    /// only where all end so, since a name may. Names ended by a zero byte stay as they are. O(bytes).
    static func read(_ name: String, endedBy terminator: UInt8) throws -> [InputPath] {
        let bytes: [UInt8]
        do throws(InputError) {
            bytes = try InputDescriptor(InputPath(bytes: CommandLineWords.exact(name))).bytes(unless: Interrupts.stop)
        } catch {
            if let code = error.code { throw failure(name, code) }
            throw Interrupts.status ?? .interrupted
        }
        if terminator != 0, bytes.contains(0) {
            Console.say(
                "\(CommandLineWords.shown(name)): the list of files has zero bytes, which no name has; was it made by find -print0? use --files0-from"
            )
            throw ExitStatus.usage
        }
        var names = bytes.split(separator: terminator)
        if terminator == UInt8(ascii: "\n"), names.allSatisfy({ $0.last == UInt8(ascii: "\r") }) {
            names = names.map { $0.dropLast() }.filter { !$0.isEmpty }
        }
        return names.map { InputPath(bytes: $0) }
    }

    private static func failure(_ name: String, _ code: Int32) -> ExitStatus {
        Console.say("\(CommandLineWords.shown(name)): the list of files cannot be read: \(SystemError.text(code))")
        return .failure
    }
}
