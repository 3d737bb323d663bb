import LinkTallyCore

/// Checks links one after the other and writes what becomes of each.
package struct LinkReport: ~Copyable {
    package private(set) var totals = LinkTotals()
    private var renderer: any LinkRenderer
    private var check = LinkCheck()

    package init(_ renderer: any LinkRenderer) { self.renderer = renderer }

    package mutating func begin(to writer: inout ByteWriter) throws {
        try renderer.begin(to: &writer)
    }

    /// Checks the link in `range` of `bytes`. O(range).
    package mutating func add(
        _ bytes: RawSpan, _ range: Range<Int>, _ place: LinkPlace?, to writer: inout ByteWriter
    ) throws {
        check.check(bytes, range)
        totals.add(check)
        try renderer.write(check, of: bytes, place, to: &writer)
    }

    package mutating func end(to writer: inout ByteWriter) throws {
        try renderer.end(totals, to: &writer)
    }
}

/// Counts over all links of a check.
package struct LinkTotals: Sendable, Equatable {
    package private(set) var links = 0
    /// Links that lose a value.
    package private(set) var losing = 0
    /// Links with something nearly right: a finding by which nothing is dropped.
    package private(set) var suspect = 0
    /// What is no URL.
    package private(set) var notURL = 0
    /// Values that are kept, and values that are dropped, repeated ones included.
    package private(set) var kept = 0
    package private(set) var dropped = 0

    package init() {}

    /// Counts a link. O(1).
    mutating func add(_ check: borrowing LinkCheck) {
        links += 1
        if !check.isURL { notURL += 1 }
        if !check.findings.isEmpty, check.moreFindings > 0 || check.findings.contains(where: { !$0.isDropped }) {
            suspect += 1
        }
        let (present, accepted) = (check.verdicts.present, check.verdicts.accepted)
        kept += accepted.rawValue.nonzeroBitCount
        guard check.hasDropped else { return }
        losing += 1
        dropped += present.rawValue.nonzeroBitCount - accepted.rawValue.nonzeroBitCount
        for parameter in Parameter.allCases {
            dropped += Int(check.verdicts.record(of: parameter)?.duplicates ?? 0)
        }
    }
}

/// Where a link was found: an input and a line or row of it, from 1.
package struct LinkPlace {
    package let input: String
    /// The input's name as a terminal may see it.
    let shownInput: String
    package var line = 0

    /// A place in front of the first line of `input`.
    package init(input: String) {
        self.input = input
        shownInput = TerminalText.escaped(input)
    }
}
