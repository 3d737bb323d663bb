/// The long part of `linktally ingest --help`.
enum IngestHelp {
    static let discussion = """
        Counts logs into an SQLite file, which is made where there is none. A log is its decoded bytes: run again, renamed, \
        packed otherwise, or named twice, it counts once; where it has grown, what is new counts. A log counts whole or not \
        at all: a faulty one is noted in the store with the reason and read again next time. Reports filter; only --bots is \
        set once, when the store is made.

        EXAMPLES
          linktally ingest --store tally.sqlite /var/log/nginx/access.log*
          find archive -name '*.gz' -print0 | linktally ingest --store tally.sqlite --files0-from -
          linktally ingest --store tally.sqlite --origin web-2 web-2/access.log.*.gz
          linktally ingest --quiet --store tally.sqlite --metrics-file /var/lib/node_exporter/linktally.prom access.log.1

        METRICS
        --metrics-file is written by every run, also by one that fails: linktally_ingest_last_run_success (1 or 0), \
        ..._last_run_timestamp_seconds and ..._last_success_timestamp_seconds, and of a run that used its store files by \
        state, lines, malformed lines, bytes, rejected values by parameter and reason, and seconds.

        EXIT STATUS
          0    all was counted, or nothing was new
          1    nothing could be done: no log that can be read; the store is damaged, newer, or still locked; or it failed, as \
        where it is full: logs that were counted before are
          2    wrong usage
          3    a log had a fault; the others were counted
          130  SIGINT: logs that were read to their end are counted, no other (143: SIGTERM)
        """
}
