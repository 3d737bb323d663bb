import LinkTallyCore

/// The attribution rows, one a line. `folded` names the columns in which `(other)` stands for all values that are not
/// told apart.
struct CSVRenderer: SummaryRenderer {
    let rowDimensions = RowDimensions.all

    func render(
        _ summary: borrowing Summary, _ options: ReportOptions, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try writer.write("hour,link,source,medium,campaign,term,content,hits,errors,with_rejection,folded\n")
        try summary.forEachAttribution(order: options.order, limit: options.top) { row throws(WriteFailure) in
            try writer.write(row.hour.text)
            try writer.write(byte: UInt8(ascii: ","))
            try CSVText.write(row.link, to: &writer)
            for parameter in Parameter.utmCodes {
                try writer.write(byte: UInt8(ascii: ","))
                try CSVText.write(accepted: row.value(of: parameter), to: &writer)
            }
            try writer.write(byte: UInt8(ascii: ","))
            try writer.write(row.hits)
            try writer.write(byte: UInt8(ascii: ","))
            try writer.write(row.errors)
            try writer.write(byte: UInt8(ascii: ","))
            if let withRejection = row.withRejection { try writer.write(withRejection) }
            try writer.write(byte: UInt8(ascii: ","))
            try writer.write(row.folded.map(\.name).joined(separator: " "))
            try writer.write("\n")
        }
    }
}

/// The accepted references, one a line, each with the hour, link and UTM codes of its first request: the other half of a
/// reconciliation with payments.
package enum ReferencesCSV {
    /// Writes all references by reference, ascending. O(references * log references).
    package static func write(_ summary: borrowing Summary, to writer: inout ByteWriter) throws(WriteFailure) {
        try writer.write("reference,hits,first_hour,link,source,medium,campaign,term,content\n")
        try summary.forEachReference { row throws(WriteFailure) in
            try CSVText.write(accepted: row.reference, to: &writer)
            try writer.write(byte: UInt8(ascii: ","))
            try writer.write(row.hits)
            try writer.write(byte: UInt8(ascii: ","))
            try writer.write(row.first.hour.text)
            try writer.write(byte: UInt8(ascii: ","))
            try CSVText.write(row.first.link, to: &writer)
            for parameter in Parameter.utmCodes {
                try writer.write(byte: UInt8(ascii: ","))
                try CSVText.write(accepted: row.first.value(of: parameter), to: &writer)
            }
            try writer.write("\n")
        }
    }
}
