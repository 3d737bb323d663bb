/// What a line is; the cases are the summands of `LineCounts.total`.
enum LineKind {
    /// A line about the log itself (`#Fields` and the like).
    case directive
    /// The line does not have the shape of its format.
    case malformed
    /// The shape is right, but there is no request target in it.
    case noTarget
    /// A request was located.
    case request
}
