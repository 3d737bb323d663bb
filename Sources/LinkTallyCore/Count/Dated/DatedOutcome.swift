/// What became of the requests of one link in one hour.
package struct DatedOutcome: Sendable {
    package let hour: UTCHour
    /// The number that `numberLinks` gave it.
    package let link: UInt32
    package internal(set) var outcomes: Outcomes
}
