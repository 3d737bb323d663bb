/// Finds the ends of fields that are separated by single spaces.
enum FieldSearch {
    /// The place of the space behind the word at `start`; nil where there is no word, another kind of white space stands
    /// in it, or no space follows it. O(word).
    @inline(__always)
    static func endOfWord(_ bytes: RawSpan, from start: Int, to end: Int) -> Int? {
        let space = bytes.firstIndexOfSpace(from: start, to: end)
        guard space > start, space < end, bytes.byte(at: space) == UInt8(ascii: " ") else { return nil }
        return space
    }
}
