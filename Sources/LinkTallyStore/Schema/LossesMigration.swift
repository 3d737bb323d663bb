import GRDB

/// How many hits of a row of attributions lost a value.
///
/// `attribution.with_rejection`: hits of which a value was dropped beside those that were kept; NULL where a version counted them
/// that did not keep it, and it does not follow from what became of all requests with the link in that hour: none of the attributed
/// ones lost a value where all that did lost their attribution, each one did where all did. What is added to NULL is NULL.
enum LossesMigration: StoreMigration {
    static let name = "5 losses"

    static func apply(to database: Database) throws {
        try database.execute(
            sql: """
                ALTER TABLE attribution ADD COLUMN with_rejection INTEGER;
                UPDATE attribution SET with_rejection = (
                    SELECT CASE WHEN o.with_rejection = o.lost_attribution THEN 0 WHEN o.with_rejection = o.requests THEN hits END
                    FROM outcome o
                    WHERE o.log = attribution.log AND o.hour = attribution.hour AND o.link = attribution.link);
                DROP VIEW attributions;
                \(CountsViews.attributions(["with_rejection"]))
                """)
    }
}
