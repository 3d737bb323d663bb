/// Numbers by the numbers that a table of the store gives its rows; 0 where none was set.
struct NumberTable {
    private var numbers: [UInt32] = []

    /// Bytes of all.
    var byteCount: Int { numbers.count * MemoryLayout<UInt32>.size }

    /// The number of row `id`. O(1).
    subscript(id: Int64) -> UInt32 { id >= 0 && id < numbers.count ? numbers[Int(id)] : 0 }

    /// Sets the number of row `id`; throws where there would be more than `maxMemory` bytes. O(1), amortized.
    mutating func set(_ id: Int64, to number: UInt32, maxMemory: Int) throws {
        let room = maxMemory / MemoryLayout<UInt32>.size
        guard let id = Int(exactly: id), id >= 0, id < room else { throw GroupNumbers.noRoom }
        if id >= numbers.count {
            let count = max(id + 1, min(numbers.count * 2, room))
            numbers += repeatElement(0, count: count - numbers.count)
        }
        numbers[id] = number
    }
}
