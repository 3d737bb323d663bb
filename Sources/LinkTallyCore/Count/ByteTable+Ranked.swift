extension ByteTable<UInt64> {
    /// Entries, the highest counters first, then by key; at most `limit`. O(count * log count), mostly O(count) for few.
    func ranked(_ limit: Int? = nil) -> [UInt32] {
        references().first(limit) { a, b in
            let (first, second) = (self[a], self[b])
            return first != second ? first > second : key(a).precedes(key(b))
        }
    }
}
