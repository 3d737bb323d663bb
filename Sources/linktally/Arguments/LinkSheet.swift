import LinkTallyCore
import LinkTallyInput
import LinkTallyReport
import LinkTallySheets

/// A campaign sheet and the columns that a command looks for in it.
struct LinkSheet {
    /// The file's name, for messages.
    let name: String
    let sheet: Sheet
    /// For each column that was looked for its index, or nil; those that are needed are always there.
    let indices: [Int?]

    /// Reads the sheet `path` (`-`: stdin).
    ///
    /// - Parameters:
    ///   - columns: The names of each column to look for.
    ///   - needed: How many of them, from the first on, must be there.
    /// - Throws: An exit status, with what is wrong said on stderr: `usage` where a column is missing that is needed or
    ///   there twice, `failure` where the sheet cannot be read.
    init(_ path: [UInt8], columns: [[String]], needed: Int = 1) throws {
        let input = InputPath(bytes: path)
        name = input.name
        let bytes = try Self.bytes(of: input)
        do throws(SheetError) {
            sheet = try Sheet(bytes)
        } catch {
            Console.say("\(name): \(Self.text(error))")
            throw ExitStatus.failure
        }
        let places = columns.map { [sheet] in sheet.columns(named: $0) }
        if let double = places.first(where: { $0.count > 1 }) {
            let header = sheet.header
            let names = double.map { "'\(String(decoding: header[$0], as: UTF8.self))'" }.joined(separator: ", ")
            Console.say("\(name): the columns \(names) mean the same; leave one of them")
            throw ExitStatus.usage
        }
        indices = places.map(\.first)
        if let missing = indices.prefix(needed).firstIndex(of: nil) {
            let names = sheet.header.map { "'\(String(decoding: $0, as: UTF8.self))'" }.joined(separator: ", ")
            Console.say("\(name): has no column '\(columns[missing][0])'; its columns are \(names)")
            throw ExitStatus.usage
        }
    }

    private static func bytes(of input: InputPath) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var oversized = 0
        do {
            try LineStream.read(input, stop: Interrupts.stop) { lines, oversizedLines in
                oversized += oversizedLines
                bytes += lines.array
            }
        } catch let error as InputError {
            Console.say(InputMessages.fault(input.name, error, lines: 0, done: "used", listsLogs: false))
            throw Interrupts.status ?? .failure
        }
        guard oversized == 0 else {
            Console.say("\(input.name): has lines longer than 8 MiB; is it a sheet?")
            throw ExitStatus.failure
        }
        return bytes
    }

    private static func text(_ error: SheetError) -> String {
        switch error {
        case .empty: "is empty; the first line of a sheet names its columns"
        case .quote: "is no CSV: a quote is never closed, or text stands behind a closed one"
        case .wideRow(let row):
            "row \(Figure.grouped(row)) has more cells than the header; quote cells that have the delimiter in them"
        }
    }
}
