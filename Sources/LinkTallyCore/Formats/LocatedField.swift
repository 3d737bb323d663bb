/// Where a field of a line stands.
struct LocatedField {
    let range: Range<Int>
    /// Whether that is in the scratch buffer.
    var isUnescaped = false
}
