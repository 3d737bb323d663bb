/// Several ASCII digits in one word, checked at once.
enum DecimalDigits {
    /// The values of the digits in the bytes of `word` that `places` has ones for, each in its byte, the other bytes 0; nil
    /// where one of these is no digit. O(1).
    @inline(__always)
    static func values(_ word: UInt64, places: UInt64) -> UInt64? {
        let nibbles = places & 0xF0F0_F0F0_F0F0_F0F0
        let threes = places & 0x3030_3030_3030_3030
        let digits = word & places
        // Six more, and a digit stays among the threes; the byte beside it sees no carry, since 0x3F + 6 has none.
        guard digits & nibbles == threes, (digits &+ (places & 0x0606_0606_0606_0606)) & nibbles == threes else {
            return nil
        }
        return digits ^ threes
    }
}
