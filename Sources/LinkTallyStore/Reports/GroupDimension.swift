/// What a report tells apart.
package enum GroupDimension: String, Sendable, CaseIterable {
    case source, medium, campaign, link
}
