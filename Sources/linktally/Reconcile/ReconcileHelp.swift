/// The long part of `linktally reconcile --help`.
enum ReconcileHelp {
    static let discussion = """
        Reads events into the store (full ones, or bare checkout sessions: JSON documents, one behind the other, on one or \
        many lines each; also arrays and list objects of at most 64 MiB), and reports on all payments that the store knows. \
        One checkout session is one payment, however often and in whatever order events tell of it, so that nightly runs \
        add up. A list with "has_more": true is one page; the others are fetched with starting_after=ID, ID being the \
        last of the page before.

        EXAMPLES
          linktally reconcile --store tally.sqlite events.ndjson.gz
          stripe events list --limit 100 | linktally reconcile --store tally.sqlite -
          linktally reconcile --store tally.sqlite --links links.csv --output csv events.ndjson > payments.csv
          linktally reconcile --store tally.sqlite --attribution last /dev/null

        WHAT IS REPORTED
          reference clicked            paid, and the reference is in the logs
          never seen in the logs       paid, with a reference that no log has
          no reference                 paid without one
            probably dropped           of these: clicks that lead to the payment link lost a reference (--links)
          failed, expired, pending     not paid: a delayed payment failed, the session ended, or neither is known

        Revenue is gross: refunds are not seen.

        EXIT STATUS
          0    all was counted
          1    nothing could be done: no store, no output, no input that has an event
          2    wrong usage
          3    an input had a fault, or an event was malformed; the rest was counted
          130  SIGINT, after the report so far (143: SIGTERM)
        """
}
