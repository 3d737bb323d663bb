import Foundation
import LinkTallyStore
import SwiftCSV

/// The CSV that says which links of the logs lead to which payment link.
enum LinksFile {
    private static let columns = ["payment_link", "link"]

    /// Reads the file, or says what is wrong with it.
    static func read(_ path: String) throws -> PaymentLinkMap {
        do {
            let csv = try CSV<Enumerated>(url: URL(fileURLWithPath: path), loadColumns: false)
            let places = columns.compactMap { csv.header.firstIndex(of: $0) }
            guard places.count == columns.count else {
                throw failure(path, "its first line must name the columns payment_link and link")
            }
            var rows: [(paymentLink: String, link: String)] = []
            for (index, row) in csv.rows.enumerated() where !row.allSatisfy(\.isEmpty) {
                let cells = places.map { $0 < row.count ? row[$0] : "" }
                guard cells.allSatisfy({ !$0.isEmpty }) else {
                    throw failure(path, "row \(index + 2) has an empty cell; a pattern for all links is *")
                }
                rows.append((cells[0], cells[1]))
            }
            return PaymentLinkMap(rows)
        } catch let error as CSVParseError {
            throw failure(path, "is no CSV: \(words(error))")
        } catch let error as CocoaError {
            throw failure(path, "cannot be read as UTF-8 text: \(error.localizedDescription)")
        }
    }

    private static func words(_ error: CSVParseError) -> String {
        switch error {
        case .generic(let message), .quotation(let message): message
        }
    }

    private static func failure(_ path: String, _ reason: String) -> ExitStatus {
        Console.say("\(path): \(reason)")
        return .failure
    }
}
