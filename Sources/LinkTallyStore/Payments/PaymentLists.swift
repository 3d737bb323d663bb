import GRDB
import LinkTallyPayments

/// The lists of a reconciliation, from its temporary tables; they are there as long as the call that lends them.
struct PaymentLists: ReconciliationLists {
    /// A single pass over the touches in the order of their key.
    static let clickedReferences = "SELECT COUNT(*) FROM (SELECT DISTINCT reference FROM touch)"

    /// The temporary tables are small sums; links and codes are found by their ids.
    static func revenue(by dimension: RevenueDimension) -> String {
        let join = dimension == .link ? "link ON link.id = revenue.link" : "codes ON codes.id = revenue.codes"
        return """
            SELECT value, currency, payments, amount FROM (
                SELECT value, currency, payments, amount, SUM(payments) OVER (PARTITION BY currency) AS weight,
                    ROW_NUMBER() OVER (PARTITION BY currency ORDER BY amount DESC, value) AS place
                FROM (
                    SELECT \(dimension.rawValue == "link" ? "link.link" : dimension.rawValue) AS value, currency,
                        SUM(payments) AS payments, SUM(amount) AS amount
                    FROM temp.revenue LEFT JOIN \(join) GROUP BY 1, 2
                )
            ) WHERE place <= ? ORDER BY weight DESC, currency, place
            """
    }

    static let repeatedReferences = """
        SELECT reference, payments, currency, amount FROM temp.repeated ORDER BY payments DESC, reference, currency
        """

    /// A single pass by the index on session ids (the `+` keeps that on modes out); what was reconciled, links and
    /// codes are found by their ids.
    static let payments = """
        SELECT session, paid, failed, expired, second, category, repeated, dropped, reference, payment_link, payment.amount,
            payment.currency, link.link, source, medium, campaign, term, content
        FROM payment LEFT JOIN temp.reconciled ON reconciled.payment = payment.id
            LEFT JOIN link ON link.id = reconciled.link LEFT JOIN codes ON codes.id = reconciled.codes
        WHERE +livemode = ? ORDER BY session
        """

    /// A single pass over the touches in the order of their key; payments are found by the index on references.
    static func unpaidReferences(_ attribution: Attribution) -> String {
        let order =
            attribution == .first
            ? "MIN(second)" : "MAX(CASE second WHEN \(StoreTime.unknownSecond) THEN \(Int64.min) ELSE second END)"
        return """
            SELECT reference, link.link, source, medium, campaign, term, content
            FROM (
                SELECT reference, link, codes, \(order) FROM touch
                WHERE NOT EXISTS (
                    SELECT 1 FROM payment WHERE livemode = ? AND payment.reference = touch.reference AND paid
                ) GROUP BY reference
            ) AS clicked LEFT JOIN link ON link.id = clicked.link LEFT JOIN codes ON codes.id = clicked.codes
            """
    }

    let database: Database
    let reconciler: PaymentReconciler

    func forEachRevenue(by dimension: RevenueDimension, top: Int?, _ body: (RevenueRow) throws -> Void) throws {
        let rows = try Row.fetchCursor(database, sql: Self.revenue(by: dimension), arguments: [top ?? .max])
        while let row = try rows.next() {
            guard let currency = Currency(row[1]) else { continue }
            try body(RevenueRow(value: row[0], payments: row[2], revenue: Money(row[3], currency)))
        }
    }

    func forEachRepeatedReference(top: Int?, _ body: (RepeatedReference) throws -> Void) throws {
        let rows = try Row.fetchCursor(database, sql: Self.repeatedReferences)
        var (reference, total, left) = ("", PaymentTotal(), top ?? .max)
        while let row = try rows.next() {
            let next: String = row[0]
            if !next.utf8.elementsEqual(reference.utf8) {
                if !reference.isEmpty { try body(RepeatedReference(reference: reference, total: total)) }
                (reference, total) = (next, PaymentTotal())
                left -= 1
                guard left >= 0 else { return }
                total.add(row[1], 0, nil)
            }
            total.add(0, row[3], Currency(row[2]))
        }
        if !reference.isEmpty { try body(RepeatedReference(reference: reference, total: total)) }
    }

    func forEachRow(_ body: (PaymentRow) throws -> Void) throws {
        try fillReconciled()
        let payments = try Row.fetchCursor(database, sql: Self.payments, arguments: [reconciler.isLive])
        while let row = try payments.next() { try body(Self.payment(row)) }
        let references = try Row.fetchCursor(
            database, sql: Self.unpaidReferences(reconciler.attribution), arguments: [reconciler.isLive])
        while let row = try references.next() {
            var clicked = PaymentRow()
            clicked.reference = row[0]
            clicked.link = row[1]
            clicked.codes = Self.codes(row, from: 2)
            try body(clicked)
        }
    }

    /// Keeps what only rows need: the category and the click of each payment that was paid.
    private func fillReconciled() throws {
        guard try !database.tableExists("reconciled") else { return }
        try database.execute(sql: ReconciliationTables.reconciled)
        let insert = try database.cachedStatement(sql: ReconciliationTables.insertReconciled)
        try reconciler.run(database) { found in
            guard case .paid(let payment, _) = found else { return }
            try insert.execute(arguments: [
                payment.id, payment.category.rawValue, payment.isRepeated, payment.isDrop, payment.touch?.link,
                payment.touch?.codes,
            ])
        }
        try database.execute(sql: ReconciliationTables.reconciledIndex)
    }

    private static func payment(_ row: Row) -> PaymentRow {
        var payment = PaymentRow()
        payment.session = row[0]
        let (isPaid, isFailed, isExpired): (Bool, Bool, Bool) = (row[1], row[2], row[3])
        if isPaid {
            payment.category = PaymentCategory(rawValue: row[5])
            payment.second = row[4]
            payment.isRepeated = row[6]
            payment.isProbableDrop = row[7]
            payment.revenue = Currency(row[11]).map { Money(row[10], $0) }
        } else {
            payment.category = PaymentCategory(isFailed: isFailed, isExpired: isExpired)
        }
        payment.reference = row[8]
        payment.paymentLink = row[9]
        payment.link = row[12]
        payment.codes = codes(row, from: 13)
        return payment
    }

    /// The five values, or nil where there is no click.
    private static func codes(_ row: Row, from index: Int) -> [String]? {
        (index..<index + 5).reduce([String]?([])) { codes, index in
            let value: String? = row[index]
            return value.flatMap { value in codes.map { $0 + [value] } }
        }
    }
}

/// Temporary tables with the lists of a reconciliation; they go with its transaction.
enum ReconciliationTables {
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
    static let reconciled = """
        CREATE TEMP TABLE reconciled (
            payment INTEGER NOT NULL, category INTEGER NOT NULL, repeated INTEGER NOT NULL, dropped INTEGER NOT NULL,
            link INTEGER, codes INTEGER
        ) STRICT
        """
    /// Made once the table is full: rows do not come in this order.
    static let reconciledIndex = "CREATE UNIQUE INDEX temp.reconciled_payment ON reconciled (payment)"

    static let insertRevenue = "INSERT INTO temp.revenue VALUES (?, ?, ?, ?, ?)"
    static let insertRepeated = "INSERT INTO temp.repeated VALUES (?, ?, ?, ?)"
    static let insertReconciled = "INSERT INTO temp.reconciled VALUES (?, ?, ?, ?, ?, ?)"
}
