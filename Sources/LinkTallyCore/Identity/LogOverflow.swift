/// Takes what memory has no room for of a log that is counted, until the log is entered or given up.
package protocol LogOverflow {
    /// Takes counts; `segmentStarts` are the lines of the log that stand before each segment.
    func spill(_ tally: borrowing Tally, segmentStarts: [Int]) throws

    /// Takes tags of lines, all of a block at a time, none of which comes again.
    func spill(_ tags: [LineTags]) throws
}
