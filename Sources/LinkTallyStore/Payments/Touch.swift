import GRDB
import LinkTallyPayments

/// A click on a reference, ordered by time; those of the same second by log, link and codes.
struct Touch: Comparable {
    let second: Int64
    let log: Int64
    let link: Int64
    let codes: Int64

    static func < (a: Touch, b: Touch) -> Bool {
        (a.second, a.log, a.link, a.codes) < (b.second, b.log, b.link, b.codes)
    }
}

/// The clicks on the references of a mode's payments, read once, in the order of the references' bytes.
final class TouchReader {
    /// Clicks are found by their key, for each reference of the index on references.
    static let sql = """
        SELECT reference, second, log, link, codes FROM touch
        WHERE reference IN (SELECT reference FROM payment WHERE livemode = ?) ORDER BY reference
        """

    private let rows: RowCursor
    private var next: (reference: String, touch: Touch)?

    init(_ database: Database, isLive: Bool) throws {
        rows = try Row.fetchCursor(database, sql: Self.sql, arguments: [isLive])
        try advance()
    }

    /// Calls `body` with each click on a reference; references must be asked for in the order of their bytes.
    func forEachTouch(on reference: String, _ body: (Touch) -> Void) throws {
        while let (found, touch) = next {
            if found.utf8.elementsEqual(reference.utf8) {
                body(touch)
            } else if reference.utf8.lexicographicallyPrecedes(found.utf8) {
                return
            }
            try advance()
        }
    }

    private func advance() throws {
        next = try rows.next().map { row in
            (row[0], Touch(second: row[1], log: row[2], link: row[3], codes: row[4]))
        }
    }
}

/// Finds, for payments with one reference, the click that each belongs to: the first or the last that is not after it. Clicks of
/// unknown time count for a payment that no click of known time comes before.
///
/// O(clicks * log(payments)), in memory for the payments only: a reference can have millions of clicks.
struct TouchChoice {
    private let attribution: Attribution
    /// Unix seconds of the payments, ascending.
    private let seconds: [Int64]
    /// Whether there was any click.
    private(set) var isClicked = false
    /// The first of known time.
    private var first: Touch?
    /// For each payment, the last click after the payment before it.
    private var last: [Touch?]
    private var unknown: Touch?

    init(_ attribution: Attribution, seconds: [Int64]) {
        self.attribution = attribution
        self.seconds = seconds
        last = attribution == .last ? Array(repeating: nil, count: seconds.count) : []
    }

    /// Looks at a click; the order does not matter.
    mutating func add(_ touch: Touch) {
        isClicked = true
        switch (touch.second == StoreTime.unknownSecond, attribution) {
        case (true, .first): unknown = min(unknown ?? touch, touch)
        case (true, .last): unknown = max(unknown ?? touch, touch)
        case (false, .first): first = min(first ?? touch, touch)
        case (false, .last):
            let index = place(of: touch.second)
            if index < seconds.count { last[index] = max(last[index] ?? touch, touch) }
        }
    }

    /// The click that each payment belongs to, once all clicks were looked at; nil where all come after it.
    consuming func touches() -> [Touch?] {
        var best: Touch?
        return seconds.indices.map { index in
            if attribution == .last {
                best = last[index] ?? best
            } else if let first, first.second <= seconds[index] {
                best = first
            }
            return best ?? unknown
        }
    }

    /// The first payment that is not before `second`.
    private func place(of second: Int64) -> Int {
        var (low, high) = (0, seconds.count)
        while low < high {
            let middle = (low + high) / 2
            if seconds[middle] < second { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
