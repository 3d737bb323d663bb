/// What filters ask for in a line.
package struct RequestFields: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let time = RequestFields(rawValue: 1)
    package static let status = RequestFields(rawValue: 2)
    package static let userAgent = RequestFields(rawValue: 4)
}
