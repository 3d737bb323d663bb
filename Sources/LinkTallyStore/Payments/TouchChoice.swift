import LinkTallyPayments

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
