extension ByteTable<UInt64> {
    /// All entries, the highest counters first, then by key. O(count * log count).
    func ranked() -> [UInt32] {
        var order = references()
        order.sort { a, b in
            let (first, second) = (self[a], self[b])
            return first != second ? first > second : key(a).precedes(key(b))
        }
        return order
    }
}
