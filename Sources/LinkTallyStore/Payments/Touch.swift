import GRDB

/// A click on a reference, ordered by time; those of the same second by log, link and codes.
struct Touch: Comparable {
    let second: Int64
    let log: Int64
    let link: Int64
    let codes: Int64

    static func < (a: Touch, b: Touch) -> Bool {
        (a.second, a.log, a.link, a.codes) < (b.second, b.log, b.link, b.codes)
    }
}
