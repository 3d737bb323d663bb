/// The ads that tagged requests come from: few bring most of the traffic.
struct AdCatalogue {
    static let size = 5_000

    private let ads: [Ad]
    private let ranks = ZipfTable(count: AdCatalogue.size)

    /// Ads drawn from `random`.
    init(_ random: inout SeededGenerator) {
        ads = (0..<Self.size).map { number in
            let (source, medium) = random.pick(Words.channels)
            let campaign = "\(random.pick(Words.seasons))_\(random.pick(Words.themes))_\(random.pick(Words.regions))"
            return Ad(
                page: Array("/\(random.pick(Words.sections))/\(random.pick(Words.themes))-\(random.below(300))".utf8),
                source: Array(source.utf8), medium: Array(medium.utf8), campaign: Array(campaign.utf8),
                content: Array("\(random.pick(Words.shapes))-\(number)".utf8))
        }
    }

    /// The ad of one request.
    func draw(_ random: inout SeededGenerator) -> Ad { ads[ranks.draw(&random)] }
}
