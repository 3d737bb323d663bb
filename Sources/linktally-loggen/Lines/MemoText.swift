/// Text that is made anew only when its second changes: many lines share one.
struct MemoText {
    private var second = Int.min
    private var text: [UInt8] = []
    private let make: @Sendable (Int) -> String

    init(_ make: @escaping @Sendable (Int) -> String) { self.make = make }

    /// The text of `second`.
    mutating func bytes(_ second: Int) -> [UInt8] {
        if second != self.second {
            self.second = second
            text = Array(make(second).utf8)
        }
        return text
    }
}
