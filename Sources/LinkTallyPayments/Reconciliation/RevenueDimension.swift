/// What revenue is told apart by.
package enum RevenueDimension: String, CaseIterable, Sendable {
    case campaign, source, link
}
