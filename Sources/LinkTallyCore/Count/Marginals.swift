/// Hits and errors of each value of a UTM code, whatever the other codes of its requests were: there are as many
/// marginals as distinct values, not as combinations.
///
/// Each code has a table of its own, whose keys are the values, so that a value is looked up as it stands in a row's
/// key.
struct Marginals: ~Copyable, Sendable {
    private var tables: InlineArray<5, ByteTable<RowCounts>>

    /// No marginals; there will be some of `codes`.
    init(of codes: ParameterSet, seed: HashSeed) {
        tables = InlineArray { index in
            ByteTable(bits: codes.rawValue >> index & 1 == 0 ? 2 : 10, seed: seed, initial: RowCounts())
        }
    }

    /// Marginals of all codes.
    var count: Int { sum { $0.count } }
    /// Bytes of the tables.
    var byteCount: Int { sum { $0.byteCount } }

    private func sum(_ figure: (borrowing ByteTable<RowCounts>) -> Int) -> Int {
        var sum = 0
        for index in tables.indices { sum += figure(tables[index]) }
        return sum
    }

    /// Calls `body` with each value of the UTM code with the number `index`, and its counters. O(values).
    func forEachValue(of index: Int, _ body: (RawSpan, RowCounts) -> Void) { tables[index].forEachEntry(body) }

    /// Forgets all, keeps the memory. O(slots).
    mutating func removeAll() {
        for index in tables.indices { tables[index].removeAll() }
    }

    /// Adds the marginals of `codes` of attribution rows: each row counts for each code that has a value in it; what
    /// `folding` takes as `(other)`. O(rows * codes).
    @inline(never)
    mutating func add(_ rows: borrowing ByteTable<RowCounts>, of codes: ParameterSet, _ folding: inout Folding) {
        for parameter in Parameter.utmCodes where codes.contains(parameter) {
            let index = Int(parameter.rawValue)
            if folding.isActive {
                let rewrite = { (row: RawSpan, keys: inout ScratchBuffer) in
                    let value = RowKey.value(index, of: row)
                    guard !value.isEmpty else { return false }
                    folding.append(row, value, of: parameter, to: &keys)
                    return true
                }
                tables[index].merge(rows, rewriting: rewrite, add: +=)
            } else {
                let part = { (row: RawSpan) -> Range<Int>? in
                    let value = RowKey.value(index, of: row)
                    return value.isEmpty ? nil : value
                }
                tables[index].merge(rows, under: part, add: +=)
            }
        }
    }

    /// Adds the marginals of `other`; what `folding` takes as `(other)`. O(marginals of other).
    mutating func merge(_ other: borrowing Marginals, _ folding: inout Folding) {
        for parameter in Parameter.utmCodes {
            let index = Int(parameter.rawValue)
            if folding.isActive {
                tables[index].merge(other.tables[index]) { value, keys in
                    folding.append(value, 0..<value.byteCount, of: parameter, to: &keys)
                    return true
                } add: {
                    $0 += $1
                }
            } else {
                tables[index].merge(other.tables[index]) { $0 += $1 }
            }
        }
    }
}
