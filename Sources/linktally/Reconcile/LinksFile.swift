import LinkTallyStore

/// The CSV that says which links of the logs lead to which payment link.
enum LinksFile {
    /// Reads the file, or says what is wrong with it and throws an exit status.
    static func read(_ path: String) throws -> PaymentLinkMap {
        let file = try LinkSheet(CommandLineBytes.exact(path), columns: [["payment_link"], ["link"]], needed: 2)
        var rows: [(paymentLink: String, link: String)] = []
        for (index, row) in file.sheet.rows.enumerated() where !row.allSatisfy(\.isEmpty) {
            let cells = file.indices.map { String(decoding: row[$0!], as: UTF8.self) }
            guard cells.allSatisfy({ !$0.isEmpty }) else {
                Console.say("\(file.name): row \(index + 2) has an empty cell; a pattern for all links is *")
                throw ExitStatus.failure
            }
            rows.append((cells[0], cells[1]))
        }
        return PaymentLinkMap(rows)
    }
}
