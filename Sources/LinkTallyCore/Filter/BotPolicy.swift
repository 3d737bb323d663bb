/// What becomes of the requests of bots.
package enum BotPolicy: String, Sendable, CaseIterable {
    /// They count like all others.
    case include
    /// They are filtered.
    case exclude
    /// All others are filtered.
    case only
}
