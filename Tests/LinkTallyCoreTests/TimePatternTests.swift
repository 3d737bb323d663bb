import Foundation
import TestSupport
import Testing

@testable import LinkTallyCore

/// Times as Apache writes them: what `strftime(3)` wrote must be read.
@Suite struct TimePatternTests {
    /// The time that `text` tells, in seconds since 1970; nil where it is none or does not fill the text.
    private static func second(_ pattern: TimePattern, _ text: String, _ zone: AssumedZone = .utc) -> Int64? {
        withExactSpan(Array(text.utf8)) { span in
            var (parts, zone) = (TimeParts(), zone)
            guard pattern.read(span, 0..<span.byteCount, into: &parts) == span.byteCount else { return nil }
            let time = parts.time(assuming: &zone)
            return time == .unknown ? nil : time.secondsSinceYearOne - Int64(RequestTime.epoch)
        }
    }

    /// What the C library writes, with the zone of `TZ` left out: its times are those of UTC.
    private static func written(_ pattern: String, _ second: Int) -> String {
        var (time, parts) = unsafe (time_t(second), tm())
        unsafe gmtime_r(&time, &parts)
        var text = [CChar](repeating: 0, count: 400)
        let count = unsafe strftime(&text, text.count, pattern, &parts)
        return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static let days = [
        "%Y-%m-%d", "%F", "%d/%b/%Y", "%e %B %Y", "%-d.%-m.%Y", "%y%m%d", "%D", "%Y %j", "%x", "%h %e, %C%y",
        "%_d %_m %Y",
        "%A, %d %b %Y", "%a %Od %Om %EY", "%^b %d %Y", "%G-W%V-%u %F", "%U %W %w %g %F", "%-j of %Y", "%0e/%m/%Y",
        "%Y%%%m%%%d",
        "%d%t%m%t%Y", "%-y %b %-d",
    ]
    private static let clocks = [
        "%H:%M:%S", "%T", "%X", "%R", "%H", "%I:%M:%S %p", "%r", "%l:%M %P", "%k:%M:%S", "%-H.%-M.%-S", "%H%M%S",
        "%-I %p",
        "%_I:%M:%S%p", "%OH:%OM:%OS",
    ]
    private static let zones = ["", " %z", "%z", " %Z", "Z", " UTC", " +0000"]

    /// Random patterns of random times, written by the C library.
    @Test func whatTheCLibraryWrites() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for _ in 0..<20_000 {
            let day = Self.days.randomElement(using: &random)!
            let clock = Self.clocks.randomElement(using: &random)!
            let zone = Self.zones.randomElement(using: &random)!
            let order = Bool.random(using: &random) ? "\(day) \(clock)" : "\(clock) \(day)"
            // A zone that is no conversion ends the pattern behind the clock.
            let text = (zone.contains("%") || order.hasSuffix(clock) ? order + zone : order)
            let pattern: String
            switch Int.random(in: 0...9, using: &random) {
            case 0: pattern = "%s"
            case 1: pattern = "%c"
            case 2: pattern = "[\(text)]"
            default: pattern = text
            }
            // Two digits of a year mean 1969 to 2068.
            let second = Int.random(in: 0..<3_000_000_000, using: &random)
            let compiled: TimePattern
            do throws(TimePattern.Fault) { compiled = try TimePattern(pattern) } catch {
                // Only numbers that are not padded may run into what stands behind them.
                Issue.record("\(pattern): \(error.reason), seed \(seed)")
                return
            }
            let text2 = Self.written(pattern, second)
            // What the pattern leaves out of the time of day is 0.
            var missing = 0
            if !pattern.contains(/%[O-]?S|%T|%X|%r|%c|%s/) { missing = 60 }
            if !pattern.contains(/%[O-]?M|%T|%X|%R|%r|%c|%s/) { missing = 3600 }
            let expected = missing == 0 ? second : second - second % missing
            #expect(
                Self.second(compiled, text2) == Int64(expected), "\(pattern) \(text2) \(second), seed \(seed)")
        }
    }

    @Test(arguments: [
        ("%F %T", "2026-08-22 10:54:19", 1_787_396_059), ("%F %T", "2026-08-22 10:54:19.786", 1_787_396_059),
        ("%F %T %z", "2026-08-22 10:54:19.786 +0200", 1_787_388_859),
        ("%F %T,", "2026-08-22 10:54:19,", 1_787_396_059), ("%F %T.", "2026-08-22 10:54:19.", 1_787_396_059),
        ("%FT%T%z", "2026-08-22T10:54:19-05:30", 1_787_415_859), ("%FT%T%z", "2026-08-22T10:54:19Z", 1_787_396_059),
        ("%FT%TZ", "2026-08-22T10:54:19Z", 1_787_396_059), ("%F %T +0200", "2026-08-22 10:54:19 +0200", 1_787_388_859),
        ("%F %T %Z", "2026-08-22 10:54:19 +03", 1_787_385_259), ("%F %T %Z", "2026-08-22 10:54:19 GMT", 1_787_396_059),
        ("%F %T", "2026-12-31 23:59:60", 1_798_761_599), ("%j %Y %H", "366 2024 00", 1_735_603_200),
        ("%s", "1787396059", 1_787_396_059),
        ("%F %I %p", "2026-08-22 12 AM", 1_787_356_800), ("%F %I %p", "2026-08-22 12 pm", 1_787_400_000),
        ("%b %d %Y %H", "sep 01 2026 00", 1_788_220_800), ("%d%b%y%H", "01SEP2600", 1_788_220_800),
    ])
    func times(_ pattern: String, _ text: String, _ second: Int64) throws {
        #expect(Self.second(try TimePattern(pattern), text) == second)
    }

    @Test(arguments: [
        ("%F %T", "2026-08-22 1:54:19"), ("%F %T", "2026-02-30 10:54:19"), ("%F %T", "2026-08-22 24:00:00"),
        ("%F %T", "2026-08-22 10:60:00"), ("%F %T", "26-08-22 10:54:19"), ("%F %T %z", "2026-08-22 10:54:19"),
        ("%F %T %z", "2026-08-22 10:54:19 +2400"), ("%F %T %Z", "2026-08-22 10:54:19 CEST"),
        ("%F %I %p", "2026-08-22 13 PM"),
        ("%F %I %p", "2026-08-22 00 AM"), ("%F %I %p", "2026-08-22 01 XM"), ("%j %Y %H", "366 2026 00"),
        ("%j %Y %H", "000 2026 00"), ("%b %d %Y %H", "Mai 01 2026 00"), ("%B %d %Y %H", "Septembre 01 2026 00"),
        ("%F %T.", "2026-08-22 10:54:19.5"), ("%a %F %H", "2026-08-22 10"), ("%s", ""), ("%F %T", ""),
    ])
    func noTimes(_ pattern: String, _ text: String) throws {
        #expect(Self.second(try TimePattern(pattern), text) == nil)
    }

    /// The letters of a zone other than UTC are those of the zone that was told, and of none where none was.
    @Test func namesOfZones() throws {
        let pattern = try TimePattern("%F %T %Z")
        let zone = try #require(AssumedZone(offset: "+02:00"))
        #expect(Self.second(pattern, "2026-08-22 10:54:19 CEST", zone) == 1_787_388_859)
        #expect(Self.second(pattern, "2026-08-22 10:54:19 UTC", zone) == 1_787_396_059)
    }

    @Test(arguments: [
        ("%F %Q", 3), ("%", 0), ("%F %", 3), ("%E", 0), ("%5Y", 0), ("%-d%m", 0), ("%Y%-m%d", 2), ("%F %s9", 3),
        ("%+", 0),
        ("%-z", 0), ("%N", 0), ("%Z%Y", 0), ("%Ax", 0), ("é %f", 3),
    ])
    func faults(_ pattern: String, _ offset: Int) {
        #expect {
            _ = try TimePattern(pattern)
        } throws: { error in
            (error as? TimePattern.Fault)?.offset == offset
        }
    }
}

/// Times that name no zone.
@Suite struct AssumedZoneTests {
    /// Central Europe in 2026: clocks are put forward on 29 March at 1:00 UTC, and back on 25 October.
    private static let berlin = AssumedZone(
        name: "Europe/Berlin", offset: 3600, changes: [(1_774_746_000, 7200), (1_792_890_000, 3600)])

    private static func hour(_ text: String, _ zone: inout AssumedZone) -> String {
        var clock = ISOClock()
        clock.assumed = zone
        let bytes = Array(text.utf8)
        return clock.read(bytes.rawSpan, bytes.indices).hour.text
    }

    /// A time that clocks showed twice is the first of the two; one that they left out is read as before the change.
    @Test(arguments: [
        ("2026-01-15 12:00:00", "2026-01-15T11"), ("2026-07-15 12:00:00", "2026-07-15T10"),
        ("2026-03-29 01:59:59", "2026-03-29T00"), ("2026-03-29 02:30:00", "2026-03-29T01"),
        ("2026-03-29 03:00:00", "2026-03-29T01"), ("2026-03-29 04:00:00", "2026-03-29T02"),
        ("2026-10-25 01:59:59", "2026-10-24T23"), ("2026-10-25 02:30:00", "2026-10-25T00"),
        ("2026-10-25 02:59:59", "2026-10-25T00"), ("2026-10-25 03:00:00", "2026-10-25T02"),
        ("2026-12-31 23:30:00", "2026-12-31T22"), ("2026-07-15T12:00:00Z", "2026-07-15T12"),
        ("2026-07-15T12:00:00-01:00", "2026-07-15T13"), ("0001-01-01 00:30:00", "unknown"),
    ])
    func changes(_ text: String, _ hour: String) {
        var zone = Self.berlin
        #expect(Self.hour(text, &zone) == hour)
    }

    /// What was remembered of the line before must not show.
    @Test func memo() {
        var zone = Self.berlin
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for _ in 0..<2_000 {
            let local = RequestTime.epoch + Int.random(in: 1_767_225_600..<1_798_761_600, using: &random)
            var fresh = Self.berlin
            #expect(zone.time(ofLocal: local) == fresh.time(ofLocal: local), "\(local), seed \(seed)")
        }
    }

    @Test(arguments: [
        ("+05:30", "+05:30", "2026-01-15T06"), ("-0800", "-08:00", "2026-01-15T20"), ("Z", "UTC", "2026-01-15T12"),
        ("+0000", "UTC", "2026-01-15T12"),
    ])
    func offsets(_ text: String, _ name: String, _ hour: String) throws {
        var zone = try #require(AssumedZone(offset: text))
        #expect(zone.name == name && Self.hour("2026-01-15 12:00:00", &zone) == hour)
    }

    @Test(arguments: ["", "+5", "05:30", "+24:00", "UTC", "+05:3x", "+05-30"])
    func noOffsets(_ text: String) { #expect(AssumedZone(offset: text) == nil) }

    /// A format remembers whose times its lines have, where that says anything; what was remembered is found again.
    @Test func definitions() throws {
        let json = try CustomFormats.format(ofJSONKeys: "target=u,time=t")
        for format in [LogFormats.named("caddy")!, json, try CustomFormats.format(ofDefinition: "%U%q %{%F %T}t")] {
            let assuming = format.assuming(Self.berlin)
            #expect(assuming.definition == "time-zone Europe/Berlin " + format.definition)
            #expect(!assuming.isSame(as: format) && assuming.assuming(.utc).isSame(as: format))
            let restored = LogFormats.restored(
                name: format.name, definition: assuming.definition, assuming: Self.berlin)
            #expect(restored?.isSame(as: assuming) == true)
            #expect(LogFormats.restored(name: format.name, definition: assuming.definition, assuming: .utc) == nil)
            #expect(LogFormats.restored(name: format.name, definition: format.definition, assuming: Self.berlin) == nil)
            #expect(LogFormats.restored(name: format.name, definition: format.definition, assuming: .utc) != nil)
        }
        // All times of these have a zone, or are those of UTC.
        for name in ["combined", "s3", "iis", "cloudfront", "url"] {
            let format = LogFormats.named(name)!
            #expect(format.assuming(Self.berlin).definition.isEmpty)
            #expect(LogFormats.restored(name: name, definition: "", assuming: Self.berlin)?.isSame(as: format) == true)
        }
    }
}
