/// Where a line keeps its request, as offsets.
///
/// Target and query stand in the window or, where log escapes had to be undone, in the scratch buffer; the host stands
/// in the window. A format fills all of it for every line that is a request.
struct LocatedRequest {
    /// The request target, log escapes undone.
    var target = 0..<0
    /// The query where the format has a field of its own for it; nil: behind the first `?` of the target.
    var query: Range<Int>?
    /// Whether target and query stand in the scratch buffer.
    var isUnescaped = false
    /// The host field of the line, where the format has one and it says something.
    var host: Range<Int>?
    /// When the request was served.
    var time = RequestTime.unknown
    /// Whether the status is known and 400 or more.
    var isError = false
}
