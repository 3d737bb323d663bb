/// Draws requests: what share has a query, UTM codes, a reference, a value that will be dropped.
struct TrafficMix {
    private var random: SeededGenerator
    private let catalogue: AdCatalogue
    private let scatters: Bool
    private let keywordRanks = ZipfTable(count: 200)
    private let agents: [[UInt8]]
    private let referers = Words.referers.map { Array($0.utf8) }
    private let rejected = Words.rejected.map { Array($0.utf8) }
    private let hosts = Words.hosts.map { Array($0.utf8) }
    private let assets: [[UInt8]]

    init(seed: UInt64, scatters: Bool) {
        var random = SeededGenerator(seed: seed)
        catalogue = AdCatalogue(&random)
        self.scatters = scatters
        agents = (0..<400).map { _ in
            let parts = random.pick(Words.agents).split(separator: "#", omittingEmptySubsequences: false)
            return Array(parts.joined(separator: "\(20 + random.below(120))").utf8)
        }
        assets = (0..<400).map { _ in
            Array("/\(random.pick(Words.assets))-\(random.below(1_000))\(random.pick(Words.suffixes))".utf8)
        }
        self.random = random
    }

    /// The request of a line, but for its time.
    mutating func draw(into request: inout LogRequest) {
        request.shape = .normal
        request.host = random.pick(hosts)
        request.agent = random.pick(agents)
        request.isPost = random.chance(40)
        request.size = 200 + random.below(60_000)
        request.duration = 1 + random.below(900)
        drawStatus(&request)
        drawClient(&request.client)
        drawReferer(&request.referer)
        request.query.removeAll(keepingCapacity: true)
        // Of 1,000 requests 450 have UTM codes, 5 of them only one that is dropped, 160 of these and 40 others a
        // reference, 110 more some other query.
        switch random.below(1_000) {
        case ..<445: drawTagged(&request, hasReference: random.below(450) < 160)
        case ..<450:
            // What a chat assistant adds to the links it names.
            request.path = catalogue.draw(&random).page
            append("utm_source", Array("chatgpt.com".utf8), to: &request.query)
        case ..<490:
            request.path = Array("/pay/done".utf8)
            appendReference(to: &request.query)
        case ..<600: drawOtherQuery(&request)
        case ..<997: request.path = random.pick(assets)
        default: request.shape = random.pick([.noRequest, .tlsBytes, .noVersion])
        }
    }

    private mutating func drawTagged(_ request: inout LogRequest, hasReference: Bool) {
        var ad = catalogue.draw(&random)
        if scatters { ad = scattered() }
        request.path = ad.page
        // Click ids and the like stand among the codes.
        if random.chance(80) { appendForeign(to: &request.query) }
        var values = [("utm_source", ad.source), ("utm_medium", ad.medium), ("utm_campaign", ad.campaign)]
        if random.chance(50) { values.append(("utm_term", keyword())) }
        values.append(("utm_content", ad.content))
        if random.chance(30) {
            let index = random.below(values.count)
            let tooLong = Array(repeating: UInt8(ascii: "x"), count: 151 + random.below(150))
            values[index].1 = random.chance(60) ? tooLong : random.pick(rejected)
        }
        for (name, value) in values { append(name, value, to: &request.query) }
        if random.chance(3) { append("utm_source", ad.medium, to: &request.query) }
        if hasReference { appendReference(to: &request.query) }
        if random.chance(30) { appendForeign(to: &request.query) }
    }

    private mutating func scattered() -> Ad {
        Ad(
            page: Array("/\(random.pick(Words.sections))/\(random.below(50_000))".utf8),
            source: Array("src-\(random.below(5_000))".utf8), medium: Array("m\(random.below(200))".utf8),
            campaign: Array("camp_\(random.below(100_000))".utf8),
            content: Array("c-\(random.below(1_000_000))".utf8))
    }

    private mutating func keyword() -> [UInt8] {
        let rank = keywordRanks.draw(&random)
        return Array(
            "\(Words.keywords[rank % Words.keywords.count])_\(Words.themes[rank % Words.themes.count])-\(rank)".utf8)
    }

    private mutating func drawOtherQuery(_ request: inout LogRequest) {
        request.path = Array("/search".utf8)
        request.query = Array(
            "q=\(random.pick(Words.themes))+\(random.pick(Words.keywords))&page=\(random.below(40))".utf8)
        // A quote, a backslash or a high byte in a query is what log escapes are for.
        if random.chance(30) { append("x", [random.pick([0x22, 0x5C, 0xE9])], to: &request.query) }
    }

    /// Mostly unique: an order number, seldom one that was seen before.
    private mutating func appendReference(to query: inout [UInt8]) {
        if random.chance(20) { return append("client_reference_id", random.pick(rejected), to: &query) }
        let isRepeated = random.chance(60)
        var value = Array("ord_".utf8)
        Digits.appendHex(isRepeated ? UInt64(random.below(5_000)) : random.next(), to: &value)
        append("client_reference_id", value, to: &query)
    }

    private mutating func appendForeign(to query: inout [UInt8]) {
        var value: [UInt8] = []
        Digits.appendHex(random.next(), to: &value)
        append(random.pick(["gclid", "fbclid", "ref", "msclkid"]), value, to: &query)
    }

    private func append(_ name: String, _ value: [UInt8], to query: inout [UInt8]) {
        if !query.isEmpty { query.append(UInt8(ascii: "&")) }
        query.append(contentsOf: name.utf8)
        query.append(UInt8(ascii: "="))
        query.append(contentsOf: value)
    }

    private mutating func drawStatus(_ request: inout LogRequest) {
        switch random.below(1_000) {
        case ..<860: request.status = 200
        case ..<940: request.status = 302
        case ..<960: request.status = 304
        case ..<990: request.status = 404
        default: request.status = 500
        }
    }

    private mutating func drawClient(_ client: inout [UInt8]) {
        client.removeAll(keepingCapacity: true)
        let word = random.next()
        if random.chance(200) {
            client.append(contentsOf: "2001:db8:".utf8)
            Digits.appendHex(word & 0xFFFF, to: &client)
            client.append(UInt8(ascii: ":"))
            Digits.appendHex(word >> 16 & 0xFFFF, to: &client)
            client.append(contentsOf: "::".utf8)
            Digits.appendHex(word >> 32 & 0xFFFF, to: &client)
        } else {
            for shift in [0, 8, 16, 24] as [UInt64] {
                if shift > 0 { client.append(UInt8(ascii: ".")) }
                Digits.append(Int(word >> shift & 0xFF), to: &client)
            }
        }
    }

    private mutating func drawReferer(_ referer: inout [UInt8]) {
        referer.removeAll(keepingCapacity: true)
        switch random.below(1_000) {
        case ..<400: referer.append(UInt8(ascii: "-"))
        case ..<850: referer.append(contentsOf: random.pick(referers))
        default:
            // A tagged page that the visitor came from: it must not count.
            let ad = catalogue.draw(&random)
            referer.append(contentsOf: "https://www.shop.example".utf8)
            referer.append(contentsOf: ad.page)
            referer.append(contentsOf: "?utm_source=".utf8)
            referer.append(contentsOf: ad.source)
            referer.append(contentsOf: "&utm_campaign=".utf8)
            referer.append(contentsOf: ad.campaign)
        }
    }

}
