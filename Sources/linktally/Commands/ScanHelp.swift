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
          linktally --from 24h --bots exclude --link '/lp/*' access.log
          linktally --log-format '$time_iso8601 $status $request_uri' access.log
          linktally --json-keys target=request.uri,time=ts,status=code access.ndjson

        FORMATS
        \(formats)

        CSV
          Accepted values and references stand byte for byte: the letters, digits,
          dashes and underscores that they have make no formula that calls
          anything, be there a dash in front. Links, and other text that strangers
          chose, get an apostrophe in front where a spreadsheet would compute them
          (=, +, -, @, TAB, CR or LF in front), and their control characters but
          TAB, CR and LF are shown: \\x1B. JSON has them exactly.

        EXIT STATUS
          0    all was counted
          1    nothing could be done: no input that can be read, no output
          2    wrong usage
          3    an input had a fault, or too many malformed lines (--max-malformed)
          130  SIGINT, after the report so far (143: SIGTERM)
        """
    }

    private static var formats: String {
        LogFormats.summaries.map { "  \($0.names)\n      \($0.summary)" }.joined(separator: "\n")
    }
}
