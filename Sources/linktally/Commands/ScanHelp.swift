import LinkTallyCore

/// The long part of `linktally scan --help`.
enum ScanHelp {
    static var discussion: String {
        """
        Reads files, or stdin where none is named or `-` is. Gzip is recognised by content, the log's format by its \
        first lines. The report goes to stdout, everything else to stderr.

        EXAMPLES
          linktally access.log.gz
          zcat access.log.*.gz | linktally
          tail -n 100000 access.log | linktally --top 5
          find /var/log/nginx -name '*.gz' -print0 | linktally --files0-from -
          linktally --output json --output-file report.json access.log

        FORMATS
        \(formats)

        EXIT STATUS
          0 all was counted; 1 nothing could be done; 2 wrong usage; 3 an input had a fault, the rest was counted;
          130 and 143 after SIGINT and SIGTERM, with the report so far.
        """
    }

    private static var formats: String {
        LogFormats.summaries.map { "  \($0.names): \($0.summary)" }.joined(separator: "\n")
    }
}
