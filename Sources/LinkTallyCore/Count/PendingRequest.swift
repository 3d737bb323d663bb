/// A request that is not counted for its link and row yet: link, row key and reference stand one behind the other in
/// the batch's key buffer. Small, since a batch of them stays in cache beside the keys.
struct PendingRequest {
    /// Where the link begins in the key buffer.
    var start: UInt32 = 0
    var linkLength: UInt32 = 0
    /// Bytes of the row's key, in which the link's number is still missing; 0 where the request counts for no row.
    var keyLength: UInt32 = 0
    /// Bytes of the reference, where a list of references is kept; 0 where there is none.
    var referenceLength: UInt32 = 0
    /// The hash of the link and, once it has the link's number, that of the row's key.
    var hash: UInt64 = 0
    /// The link's entry and, then, the row's, as far as the tag of the hash tells them; 0 where there seems to be none.
    var likely: UInt32 = 0
    /// When the request was served, in seconds since year one.
    var second: Int64 = 0
    /// The line of the request in its segment, from 1.
    var line: UInt32 = 0
    var outcome = QueryOutcome(present: [], accepted: [])
    var isError = false

    @inline(__always)
    var link: Range<Int> { Int(start)..<Int(start &+ linkLength) }
    @inline(__always)
    var key: Range<Int> { link.upperBound..<link.upperBound &+ Int(keyLength) }
    @inline(__always)
    var reference: Range<Int> { key.upperBound..<key.upperBound &+ Int(referenceLength) }
}

/// A rejected value that is not counted yet: its key stands in the batch's key buffer.
struct PendingRejection {
    /// Where the key (`RejectionKey`) begins in the key buffer; the link's number is still missing in it.
    var start: UInt32 = 0
    var length: UInt32 = 0
    /// Its request in the batch.
    var request: UInt32 = 0
    /// The line of the request in its segment, from 1.
    var line: UInt32 = 0
    /// The hash of the key, once it has the link's number.
    var hash: UInt64 = 0
    /// What `prefetchEntry` said.
    var likely: UInt32 = 0

    @inline(__always)
    var key: Range<Int> { Int(start)..<Int(start &+ length) }
}
