/// Where a line stands: input, segment of the input, line of the segment. Ordered as the inputs were given.
///
/// Workers scan segments of an input side by side and do not know how many lines stand before their own; `LinePlaces`
/// turns a place into a line of the input when all segments are counted.
package struct LinePlace: BitwiseCopyable, Comparable, Sendable {
    /// Index of the input, from 0.
    package var input: UInt32
    /// Index of the segment in its input, from 0.
    package var segment: UInt32
    /// Line in the segment, from 1.
    package var line: UInt32

    package init(input: UInt32, segment: UInt32, line: UInt32) {
        self.input = input
        self.segment = segment
        self.line = line
    }

    package static func < (a: LinePlace, b: LinePlace) -> Bool {
        (a.input, a.segment, a.line) < (b.input, b.segment, b.line)
    }
}

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
