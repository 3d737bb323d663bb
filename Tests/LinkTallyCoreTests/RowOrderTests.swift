import TestSupport
import Testing

@testable import LinkTallyCore

/// The first of a list without sorting it: as sorting does it.
@Suite struct RowOrderTests {
    @Test func asSorting() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for _ in 0..<200 {
            let highest = UInt32.random(in: 0...300, using: &random)
            let drawn = (0..<Int.random(in: 0...400, using: &random)).map { _ in
                UInt32.random(in: 0...highest, using: &random)
            }
            for elements in [drawn, drawn.sorted(), drawn.sorted(by: >)] {
                for limit in [0, 1, 2, 7, drawn.count / 8, drawn.count, drawn.count + 1] {
                    let expected = Array(elements.sorted(by: >).prefix(limit))
                    #expect(elements.first(limit, by: >) == expected, "\(limit), SplitMix(seed: \(seed))")
                }
                #expect(elements.first(nil, by: <) == elements.sorted())
            }
        }
    }
}
