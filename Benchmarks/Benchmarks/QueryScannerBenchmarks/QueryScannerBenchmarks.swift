import Benchmark
import LinkTallyCore

/// Five kinds of queries; each benchmark checks its answer.
let benchmarks: @Sendable () -> Void = {
    let queries: [(name: String, query: String, accepted: Int)] = [
        (
            "five codes and a reference",
            "utm_source=google&utm_medium=cpc&utm_campaign=spring26_shoes_us&utm_term=buy&utm_content=banner-42"
                + "&client_reference_id=ord_5d4b6d0ea029bf9e", 6
        ),
        (
            "codes among click ids",
            "gclid=a9ce16c83c972d2d&utm_source=google&utm_medium=cpc&utm_campaign=fall26_boots_de&utm_content=text-7&ref=42",
            4
        ),
        ("foreign parameters only", "gclid=a9ce16c83c972d2d&page=3&sort=price&q=red+boots", 0),
        ("percent-encoded values", "utm_source=goog%6Ce&utm_medium=c%70c&utm_campaign=spring%2D26", 3),
        ("values that are dropped", "utm_source=chatgpt.com&utm_medium=&utm_campaign=summer+sale", 0),
    ]
    for (name, query, accepted) in queries {
        Benchmark(
            "verdicts: \(name)",
            configuration: .init(metrics: [.wallClock, .instructions, .throughput], scalingFactor: .kilo)
        ) { benchmark in
            let bytes = Array(query.utf8)
            let scanner = QueryScanner()
            for _ in benchmark.scaledIterations {
                let verdicts = scanner.verdicts(of: bytes.span)
                precondition(verdicts.accepted.rawValue.nonzeroBitCount == accepted)
                blackHole(verdicts.accepted)
            }
        }
    }
}
