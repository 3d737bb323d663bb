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

extension LocatedRequest {
    /// Takes time, status and target of a line that the kernel took apart; false where its time or status is none. O(1).
    ///
    /// - Parameter needsSpace: As of `StatusField.status`.
    @inline(__always)
    mutating func set(
        from line: cbs_usual_line, in bytes: RawSpan, _ clock: inout CLFClock, needsSpace: Bool
    ) -> Bool {
        let (opening, closing) = (Int(line.opening_quote), Int(line.closing_quote))
        // A time is followed by a quote, so that none stands before this one.
        guard let time = clock.read(bytes, at: opening &+ 1 &- CLFClock.length),
            let status = StatusField.usual(in: bytes, at: closing &+ 1)
                ?? StatusField.spelled(
                    in: bytes, at: closing &+ 1, lineEnd: LineEnd.trimmed(bytes, opening, Int(line.line_feed)),
                    needsSpace: needsSpace)
        else { return false }
        self.time = time
        self.status = status
        isUnescaped = false
        // Behind "GET ", before " HTTP/1.1".
        target = opening &+ 5..<closing &- 9
        return true
    }
}
