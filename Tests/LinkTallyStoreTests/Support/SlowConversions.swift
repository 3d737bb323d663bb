@testable import LinkTallyStore

/// Goals of a `SmallStore`, told without globs.
enum SlowConversions {
    static let goals = [Goal("thanks=/thanks"), Goal("/thanks*"), Goal("b=*/lp/b"), Goal("none=/nowhere")]

    static func goal(of link: String) -> Int? {
        switch link {
        case "/thanks": 0
        case "shop.example/thanks/x": 1
        case "/lp/b": 2
        default: nil
        }
    }
}

extension ConversionCounts {
    mutating func add(_ counts: ConversionCounts) {
        clicks += counts.clicks
        conversions += counts.conversions
        clicksBefore += counts.clicksBefore
        conversionsBefore += counts.conversionsBefore
    }
}
