import GRDB

/// Payments and the ids of events that told of them: what `reconcile` writes.
///
/// One row of `payment` is one checkout session, whatever told of it and how often; its columns are those of the type `Payment`.
/// Empty texts stand for what a session does not have. `second` is when it was paid, `event_second` the same as events say it,
/// `created` when the session began; all are Unix seconds. `amount` is gross and in the currency's smallest unit.
enum PaymentsMigration: StoreMigration {
    static let name = "2 payments"

    static func apply(to database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE payment (
                    id INTEGER PRIMARY KEY, session TEXT NOT NULL UNIQUE, livemode INTEGER NOT NULL,
                    paid INTEGER NOT NULL, failed INTEGER NOT NULL, expired INTEGER NOT NULL, erased INTEGER NOT NULL,
                    second INTEGER NOT NULL, event_second INTEGER, created INTEGER NOT NULL,
                    reference TEXT NOT NULL, payment_link TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL,
                    details_second INTEGER NOT NULL, details_paid INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX payment_reference ON payment (livemode, reference, second);

                CREATE TABLE event (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

                CREATE VIEW payments AS
                    SELECT session, CASE livemode WHEN 1 THEN 'live' ELSE 'test' END AS mode,
                        CASE WHEN paid THEN 'paid' WHEN failed THEN 'failed' WHEN expired THEN 'expired' ELSE 'pending' END
                            AS state,
                        CASE WHEN paid THEN strftime('%Y-%m-%dT%H:%M:%SZ', second, 'unixepoch') END AS time,
                        reference, payment_link, amount, currency
                    FROM payment;
                """)
    }
}
