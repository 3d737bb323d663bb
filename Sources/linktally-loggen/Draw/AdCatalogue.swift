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

/// An ad: its fixed UTM codes and its landing page.
struct Ad {
    let page: [UInt8]
    let source: [UInt8]
    let medium: [UInt8]
    let campaign: [UInt8]
    let content: [UInt8]
}

/// The words that a log is made of.
enum Words {
    static let channels = [
        ("google", "cpc"), ("google", "cpc"), ("google", "display"), ("facebook", "paid_social"),
        ("instagram", "paid_social"), ("newsletter", "email"), ("newsletter", "email"), ("bing", "cpc"),
        ("tiktok", "video"), ("linkedin", "social"), ("chatgpt", "referral"), ("partner-42", "affiliate"),
        ("podcast", "audio"), ("youtube", "video"), ("reddit", "social"), ("qr", "print"),
    ]
    static let seasons = ["spring26", "summer26", "fall26", "winter26", "black_friday", "always-on", "launch", "q4"]
    static let themes = [
        "shoes", "boots", "sneakers", "sandals", "outdoor", "running", "kids", "sale", "gift-cards", "new-in", "basics",
        "accessories", "outlet", "premium", "bundle", "loyalty",
    ]
    static let regions = ["us", "uk", "de", "fr", "es", "nordics", "apac", "latam"]
    static let sections = ["lp", "offer", "buy", "checkout", "pay", "p"]
    static let shapes = ["banner", "story", "carousel", "hero", "text", "video-15s", "footer-link"]
    static let keywords = [
        "buy", "cheap", "best", "red", "blue", "waterproof", "size-42", "near-me", "reviews", "vegan",
    ]
    static let assets = [
        "css/site", "js/app", "js/vendor", "img/hero", "img/thumb", "fonts/inter", "api/cart", "api/price",
    ]
    static let suffixes = [".css", ".js", ".webp", ".woff2", ".json", ""]
    static let hosts = ["www.shop.example", "pay.shop.example", "go.shop.example", "shop.example"]
    static let referers = [
        "https://www.google.com/", "https://www.bing.com/", "https://l.facebook.com/", "https://www.shop.example/",
        "https://chatgpt.com/", "https://t.co/Zx81kQ", "https://duckduckgo.com/",
        "https://news.example.org/reviews/boots",
        "android-app://com.google.android.gm/", "https://www.shop.example/collections/new-in",
    ]
    /// `#` stands for a number of two or three digits.
    static let agents = [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/#.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_# like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
        "Mozilla/5.0 (Linux; Android 15; Pixel #) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.# Safari/605.1.15",
        "Mozilla/5.0 (X11; Linux x86_64; rv:#.0) Gecko/20100101 Firefox/#.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "curl/8.#.0", "ExampleMonitor/2.# (check?utm_source=monitor&utm_medium=probe)",
    ]
    /// Values that payment pages drop, as they stand in links.
    static let rejected = [
        "chatgpt.com", "summer+sale", "summer%20sale", "jane.doe%40example.com", "User/42", "", "dGVzdA%3D%3D",
        "%7B%7Bcampaign.name%7D%7D", "caf%C3%A9", "a:b", "50%", "news,letter", "(not%20set)", "spring%2F26",
    ]
}
