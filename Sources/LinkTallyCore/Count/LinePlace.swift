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
