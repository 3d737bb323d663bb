/// Turns places (input, segment, line of the segment) into lines of an input, once all segments are counted.
package struct LinePlaces: Sendable {
    /// For each input, the lines that stand before each of its segments.
    private let before: [[Int]]

    /// - Parameter segmentLines: For each input the lines of each of its segments. O(segments).
    package init(segmentLines: [[UInt32]]) {
        before = segmentLines.map { lines in
            var sum = 0
            return lines.map { count in
                defer { sum += Int(count) }
                return sum
            }
        }
    }

    /// The line of its input, from 1. O(1).
    package func line(of place: LinePlace) -> Int {
        before[Int(place.input)][Int(place.segment)] + Int(place.line)
    }
}
