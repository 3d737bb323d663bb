/// Views for people and `sqlite3`: a table's name in the plural, links and codes as text, times in ISO 8601.
enum CountsViews {
    static var definitions: String {
        """
        \(logs())

        CREATE VIEW failures AS
            SELECT origin, name, reason, place, \(seconds("time")) AS time FROM failure;

        \(attributions())

        CREATE VIEW days AS
            SELECT \(day("day")) AS day, link.link, \(codes), hits, errors
            FROM day_attribution JOIN link ON link.id = day_attribution.link JOIN codes ON codes.id = day_attribution.codes;

        CREATE VIEW rejections AS
            SELECT log, \(hour("hour")) AS hour, link.link, parameter, reason, value, hits, example_line
            FROM rejection JOIN link ON link.id = rejection.link;

        CREATE VIEW outcomes AS
            SELECT log, \(hour("hour")) AS hour, link.link, requests, \(outcomes)
            FROM outcome JOIN link ON link.id = outcome.link;

        CREATE VIEW hours AS
            SELECT log, \(hour("hour")) AS hour, requests, with_query, with_parameters, tagged, \(outcomes),
                \(StoreColumns.parameterColumns.joined(separator: ", "))
            FROM hour_count;

        CREATE VIEW touches AS
            SELECT reference, log, \(seconds("second")) AS time, link.link, \(codes), hits
            FROM touch JOIN link ON link.id = touch.link JOIN codes ON codes.id = touch.codes;
        """
    }

    /// The view of logs, with what later steps added to the table behind the columns of the first one.
    static func logs(_ added: [String] = []) -> String {
        """
        CREATE VIEW logs AS
            SELECT id, origin, name, container, format, bytes, pending, fault, lines, blank, directive, malformed, no_target,
                filtered, requests, \(seconds("first_counted")) AS first_counted, \(seconds("last_counted")) AS last_counted,
                \(hour("pruned_before")) AS pruned_before\(added.map { ", \($0)" }.joined())
            FROM log;
        """
    }

    /// The view of attributions, with what later steps added to the table behind the columns of the first one.
    static func attributions(_ added: [String] = []) -> String {
        """
        CREATE VIEW attributions AS
            SELECT log, \(hour("hour")) AS hour, link.link, \(codes), hits, errors\(added.map { ", \($0)" }.joined())
            FROM attribution JOIN link ON link.id = attribution.link JOIN codes ON codes.id = attribution.codes;
        """
    }

    private static let codes = "source, medium, campaign, term, content"
    private static let outcomes = StoreColumns.outcomes.joined(separator: ", ")

    private static func hour(_ column: String) -> String {
        "CASE \(column) WHEN \(StoreTime.unknownHour) THEN 'unknown' ELSE strftime('%Y-%m-%dT%H', \(column) * 3600, 'unixepoch') END"
    }

    private static func day(_ column: String) -> String {
        "CASE \(column) WHEN \(StoreTime.unknownDay) THEN 'unknown' ELSE strftime('%Y-%m-%d', \(column) * 86400, 'unixepoch') END"
    }

    private static func seconds(_ column: String) -> String {
        "CASE \(column) WHEN \(StoreTime.unknownSecond) THEN 'unknown' ELSE strftime('%Y-%m-%dT%H:%M:%SZ', \(column), 'unixepoch') END"
    }
}
