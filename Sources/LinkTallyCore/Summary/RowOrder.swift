/// The order of a list.
package enum RowOrder: Sendable {
    /// By key, ascending, bytewise: the order of complete lists.
    case key
    /// Most hits (links: most requests) first, then by key: the order of shortened lists.
    case hits
    /// Links only, and of them those that lost an attribution: most that lost it first, then the largest share, then by key.
    case worst
}

extension [UInt32] {
    /// The first `limit` elements in the order of `precedes`, in that order; all of them where `limit` is nil.
    /// O(count * log limit + k * limit) for k elements that were among the first when it was their turn, few in no
    /// order.
    ///
    /// Reports show ten of hundreds of thousands: to sort them all would take longer than to count them.
    func first(_ limit: Int?, by precedes: (UInt32, UInt32) -> Bool) -> [UInt32] {
        guard let limit, limit < count / 8 else { return Array(sorted(by: precedes).prefix(limit ?? count)) }
        guard limit > 0 else { return [] }
        var best: [UInt32] = []
        best.reserveCapacity(limit + 1)
        for element in self where best.count < limit || precedes(element, best[best.count - 1]) {
            var (low, high) = (0, best.count)
            while low < high {
                let middle = (low + high) / 2
                if precedes(element, best[middle]) { high = middle } else { low = middle + 1 }
            }
            best.insert(element, at: low)
            if best.count > limit { best.removeLast() }
        }
        return best
    }
}

extension ByteTable {
    /// Entries, those with the highest `figure` first, then by key; at most `limit`. O(count * log count), mostly O(count) for
    /// few.
    func ranked(_ limit: Int? = nil, by figure: (Counters) -> UInt64) -> [UInt32] {
        references().first(limit) { a, b in
            let (first, second) = (figure(self[a]), figure(self[b]))
            return first != second ? first > second : key(a).precedes(key(b))
        }
    }
}
