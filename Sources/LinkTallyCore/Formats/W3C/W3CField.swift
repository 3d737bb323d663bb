/// The fields of one kind of W3C extended log that are read: at most eight, numbered from 0.
protocol W3CField: RawRepresentable<UInt8>, CaseIterable, Sendable {
    /// The name in a `#Fields` line.
    var name: StaticString { get }
    /// Which of two columns of one name is read: the last, or else the first.
    static var lastOfEqualNamesCounts: Bool { get }
}
