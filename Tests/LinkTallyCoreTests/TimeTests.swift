import Testing

@testable import LinkTallyCore

@Suite struct TimeTests {
    /// Every day of four centuries, counted one by one.
    @Test func everyDay() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var number = CivilDate.day(year: 1800, month: 1, day: 1)!
        for year in 1800...2200 {
            let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
            for month in 1...12 {
                let length = lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
                for day in 1...length {
                    #expect(CivilDate.day(year: year, month: month, day: day) == number)
                    #expect(CivilDate.date(ofDay: number) == (year, month, day))
                    number += 1
                }
                #expect(CivilDate.day(year: year, month: month, day: length + 1) == nil)
            }
        }
    }

    @Test func edges() {
        #expect(CivilDate.day(year: 1, month: 1, day: 1) == 0)
        #expect(CivilDate.day(year: 9999, month: 12, day: 31) == 3_652_058)
        #expect(CivilDate.day(year: 0, month: 12, day: 31) == nil)
        #expect(CivilDate.day(year: 10000, month: 1, day: 1) == nil)
        #expect(CivilDate.day(year: 2026, month: 13, day: 1) == nil)
    }

    private func hour(_ time: String) -> String? {
        var clock = CLFClock()
        return withExactSpan(Array("a \(time) \"x".utf8)) {
            clock.find(in: $0, from: 0, to: $0.byteCount)?.time.hour.text
        }
    }

    @Test(arguments: [
        ("[23/Nov/2026:14:05:59 +0000]", "2026-11-23T14"), ("[23/Nov/2026:14:05:59 +0530]", "2026-11-23T08"),
        ("[31/Dec/2026:23:30:00 -0100]", "2027-01-01T00"), ("[01/Jan/2026:00:00:00 +0001]", "2025-12-31T23"),
        ("[29/Feb/2024:12:00:00 -0000]", "2024-02-29T12"), ("[30/Feb/2024:12:00:00 +0000]", "unknown"),
        ("[23/Nov/2026:24:00:00 +0000]", "unknown"), ("[23/Xyz/2026:10:00:00 +0000]", "unknown"),
        ("[01/Jan/0001:00:00:00 +0100]", "unknown"), ("[31/Dec/9999:23:59:59 -0100]", "unknown"),
        ("[[23/Nov/2026:14:05:59 +0000]", "2026-11-23T14"),
    ])
    func hours(_ time: String, _ expected: String) { #expect(hour(time) == expected) }

    @Test(arguments: ["[23/Nov/2026:14:05:59 0000]", "23/Nov/2026:14:05:59 +0000", "[23/nov/2026:14:05:59 +0000]", "["])
    func noTime(_ time: String) { #expect(hour(time) == nil) }

    /// Bytes that are all zero are those of no time, whatever was read before; with and without a quote behind the time.
    @Test(arguments: [true, false]) func zeros(isQuoted: Bool) {
        let zeros = String(repeating: "\0", count: CLFClock.length)
        for text in [zeros, "\(zeros.prefix(16))10:30 \(zeros.suffix(8))"] {
            withExactSpan(Array(text.utf8)) { bytes in
                var clock = CLFClock(isQuoted: isQuoted)
                #expect(clock.read(bytes, at: 0) == nil, "\(text.debugDescription)")
            }
        }
    }

    /// The memo of the last line must not show in the next.
    @Test func memo() {
        var clock = CLFClock()
        let times = [
            "[23/Nov/2026:14:05:59 +0000]", "[23/Nov/2026:14:59:00 +0000]", "[23/Nov/2026:15:00:00 +0100]",
            "[23/Nov/2026:14:61:00 +0000]", "[23/Nov/2026:14:0x:00 +0000]", "[23/Nov/2026:14:00:01 +0000]",
        ]
        let expected: [Int64?] = times.map { time in
            var fresh = CLFClock()
            return withExactSpan(Array("\(time) \"".utf8)) {
                fresh.find(in: $0, from: 0, to: $0.byteCount)?.time.secondsSinceYearOne
            }
        }
        let found: [Int64?] = times.map { time in
            withExactSpan(Array("\(time) \"".utf8)) {
                clock.find(in: $0, from: 0, to: $0.byteCount)?.time.secondsSinceYearOne
            }
        }
        #expect(found == expected)
    }
}
