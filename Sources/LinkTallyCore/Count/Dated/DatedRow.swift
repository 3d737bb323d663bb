/// An attribution row whose link and codes are numbered.
package struct DatedRow: Sendable {
    package let hour: UTCHour
    /// The number that `numberLinks` gave it.
    package let link: UInt32
    /// The number that `numberCodes` gave it.
    package let codes: UInt32
    package internal(set) var hits: UInt64
    package internal(set) var errors: UInt64

    var key: (UTCHour, UInt32, UInt32) { (hour, link, codes) }
}
