import GRDB

/// Temporary tables with the lists of a reconciliation; they go with its transaction.
enum SettledTables {
    /// Revenue by click and currency, in several rows where there are many; repeated references, a row a currency.
    static let lists = """
        CREATE TEMP TABLE revenue (
            link INTEGER, codes INTEGER, currency TEXT NOT NULL, payments INTEGER NOT NULL, amount INTEGER NOT NULL
        ) STRICT;
        CREATE TEMP TABLE repeated (
            reference TEXT NOT NULL, payments INTEGER NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL
        ) STRICT;
        """
    /// Paid payments, each with its category and the click it belongs to.
    static let settled = """
        CREATE TEMP TABLE settled (
            payment INTEGER NOT NULL, category INTEGER NOT NULL, repeated INTEGER NOT NULL, dropped INTEGER NOT NULL,
            link INTEGER, codes INTEGER
        ) STRICT
        """
    /// Made once the table is full: rows do not come in this order.
    static let settledIndex = "CREATE UNIQUE INDEX temp.settled_payment ON settled (payment)"

    static let insertRevenue = "INSERT INTO temp.revenue VALUES (?, ?, ?, ?, ?)"
    static let insertRepeated = "INSERT INTO temp.repeated VALUES (?, ?, ?, ?)"
    static let insertSettled = "INSERT INTO temp.settled VALUES (?, ?, ?, ?, ?, ?)"
}
