import Testing

@testable import LinkTallyCore

@Suite struct ISOClockTests {
    private static func seconds(_ text: String, _ clock: inout ISOClock) -> Int64? {
        withExactSpan(Array(text.utf8)) { span in
            let time = clock.read(span, 0..<span.byteCount)
            return time == .unknown ? nil : time.secondsSinceYearOne
        }
    }

    @Test(arguments: [
        ("2026-11-23T14:05:59Z", "2026-11-23T14"), ("2026-11-23 14:05:59", "2026-11-23T14"),
        ("2026-11-23T14:05:59.123456789Z", "2026-11-23T14"), ("2026-11-23T14:05:59,5", "2026-11-23T14"),
        ("2026-11-23T14:05:59+0530", "2026-11-23T08"), ("2026-11-23T14:05:59.1-05:30", "2026-11-23T19"),
        ("2026-12-31T23:59:60Z", "2026-12-31T23"), ("2026-12-31T23:59:99Z", "2026-12-31T23"),
        ("2024-02-29T00:00:00Z", "2024-02-29T00"), ("2026-02-29T00:00:00Z", "unknown"),
        ("2026-11-23T24:00:00Z", "unknown"), ("2026-11-23T14:60:00Z", "unknown"), ("0000-01-01T00:00:00Z", "unknown"),
        ("0001-01-01T00:00:00+0100", "unknown"), ("9999-12-31T23:59:59-0100", "unknown"),
        ("2026-11-23T14:05:59+2400", "unknown"), ("2026-11-23T14:05:59+2359", "2026-11-22T14"),
        ("2026-11-23T14:05:59+0099", "2026-11-23T12"), ("2026-11-23T14:05:59.", "unknown"),
        ("2026-11-23T14:05:59.Z", "unknown"), ("2026-11-23T14:05:59ZZ", "unknown"), ("2026-11-23T14:05", "unknown"),
        ("2026-11-23T14:05:59+05", "unknown"), ("2026-11-23T14:05:59+05-30", "unknown"),
        ("2026/11/23T14:05:59", "unknown"), ("2026-11-23t14:05:59", "unknown"), ("", "unknown"),
        ("\(String(repeating: "\0", count: 10))T14:05:59Z", "unknown"),
    ])
    func hours(_ text: String, _ expected: String) {
        withExactSpan(Array(text.utf8)) { span in
            var clock = ISOClock()
            #expect(clock.read(span, 0..<span.byteCount).hour.text == expected)
        }
    }

    /// The memo of the last line must not show in the next.
    @Test func memo() {
        let times = [
            "2026-11-23T14:05:59Z", "2026-11-24T14:05:59Z", "2026-11-24T24:00:00Z", "2026-13-24T00:00:00Z",
            "2026-11-24T00:00:00Z", "2026-11-2xT00:00:00Z", "2026-11-24T00:00:01+0100",
        ]
        var clock = ISOClock()
        for time in times {
            var fresh = ISOClock()
            #expect(Self.seconds(time, &clock) == Self.seconds(time, &fresh), "\(time)")
        }
    }
}
