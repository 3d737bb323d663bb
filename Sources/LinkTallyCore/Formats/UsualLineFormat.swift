import CByteScan

/// A format whose usual lines the line kernel takes apart (`CLineKernel.h`): those with `"GET target HTTP/d.d"`.
protocol UsualLineFormat: LineFormat {
    /// Locates the request in a line that the kernel took apart and that begins at `start`; false where it is none in this format
    /// as it stands, so that `parse` has to look at it. O(line before the request).
    mutating func parse(
        _ bytes: RawSpan, _ line: cbs_usual_line, from start: Int, into request: inout LocatedRequest
    ) -> Bool
}

extension UsualLineFormat {
    mutating func scanLines(of window: RawSpan, with scanner: inout LineScanner) {
        scanner.scanUsualLines(of: window, as: &self)
    }
}
