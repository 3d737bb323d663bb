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
