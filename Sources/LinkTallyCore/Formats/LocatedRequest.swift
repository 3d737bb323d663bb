/// Where a line keeps its request, as offsets.
///
/// Target and query stand in the window or, where log escapes had to be undone, in the scratch buffer; so does the host,
/// by itself. A format fills all of what it knows for every line that is a request; the rest stays as it begins.
struct LocatedRequest {
    /// The request target, log escapes undone.
    var target = 0..<0
    /// The query where the format has a field of its own for it; nil: behind the first `?` of the target.
    var query: Range<Int>?
    /// Whether target and query stand in the scratch buffer.
    var isUnescaped = false
    /// The host field of the line, where the format has one and it says something.
    var host: Range<Int>?
    /// Whether the host stands in the scratch buffer; then target and query do, too.
    var isHostUnescaped = false
    /// When the request was served.
    var time = RequestTime.unknown
    /// The status of the response; 0 where it is unknown, `statusLimit` where it is that or more.
    var status: UInt16 = 0

    /// Where the path ends: the target up to its first `?` or `#`, in the bytes that it stands in. O(target).
    @inline(__always)
    func endOfPath(in bytes: RawSpan) -> Int {
        bytes.firstIndex(
            of: UInt8(ascii: "?"), or: UInt8(ascii: "#"), from: target.lowerBound, to: target.upperBound)
    }

    /// No status is told from a higher one.
    static let statusLimit: UInt16 = 1000

    /// Whether the status is known and an error's (rule R14).
    var isError: Bool {
        @inline(__always) get { status >= 400 }
    }
}
