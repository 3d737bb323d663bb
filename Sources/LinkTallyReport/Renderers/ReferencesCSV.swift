import LinkTallyCore

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
