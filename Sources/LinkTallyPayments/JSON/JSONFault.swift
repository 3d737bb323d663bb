/// A text is no JSON; `reason` says why, in the parser's words.
struct JSONFault: Error, Equatable {
    let reason: String
}
