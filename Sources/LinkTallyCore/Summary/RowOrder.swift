/// The order of a list.
package enum RowOrder: Sendable {
    /// By key, ascending, bytewise: the order of complete lists.
    case key
    /// Most hits (links: most requests) first, then by key: the order of shortened lists.
    case hits
    /// Links only: most requests that lost their attribution first, then most requests, then by key.
    case worst
}
