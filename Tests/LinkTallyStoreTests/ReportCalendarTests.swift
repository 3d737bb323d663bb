import Foundation
import TestSupport
import Testing

@testable import LinkTallyStore

@Suite struct ReportCalendarTests {
    private func calendar(_ zone: String) -> ReportCalendar { ReportCalendar(zone: TimeZone(identifier: zone)!) }

    private func hour(_ time: String) -> Int64 {
        Int64(ISO8601DateFormatter().date(from: time)!.timeIntervalSince1970) / 3600
    }

    /// Days on which clocks are changed have 23 or 25 hours.
    @Test(arguments: [
        ("Europe/Berlin", "2026-03-28T23:00:00Z", 23), ("Europe/Berlin", "2026-10-24T22:00:00Z", 25),
        ("Europe/Berlin", "2026-11-22T23:00:00Z", 24), ("America/New_York", "2026-03-08T05:00:00Z", 23),
        // Clocks go from 0:00 to 1:00, and from 1:00 back to 0:00.
        ("America/Havana", "2026-03-08T05:00:00Z", 23), ("America/Havana", "2026-11-01T04:00:00Z", 25),
        // From 24:00 back to 23:00 of the same day.
        ("America/Asuncion", "2019-03-23T03:00:00Z", 25),
    ]) func days(_ zone: String, _ start: String, _ hours: Int64) throws {
        let (calendar, start) = (calendar(zone), hour(start))
        #expect(try calendar.next(.day, after: start) == start + hours)
        for hour in start..<start + hours { #expect(try calendar.start(of: .day, with: hour) == start) }
        #expect(try calendar.start(of: .day, with: start - 1) < start)
    }

    /// A zone is judged by its offsets in the time that is asked for, not by that of today.
    @Test(arguments: [
        ("Australia/Lord_Howe", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", true),
        ("Australia/Lord_Howe", "2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z", false),
        ("Australia/Lord_Howe", "2026-06-01T00:00:00Z", "2026-11-01T00:00:00Z", true),
        ("Australia/Lord_Howe", nil, "2026-07-01T00:00:00Z", true), ("Australia/Lord_Howe", nil, nil, true),
        ("Australia/Lord_Howe", "2026-06-01T00:00:00Z", nil, false), ("Asia/Kolkata", nil, nil, false),
        ("Asia/Pyongyang", "2016-01-01T00:00:00Z", "2017-01-01T00:00:00Z", false), ("Asia/Pyongyang", nil, nil, true),
        ("Europe/Berlin", nil, nil, true), ("UTC", "1800-01-01T00:00:00Z", nil, true),
    ]) func zonesOfARange(_ zone: String, _ from: String?, _ to: String?, _ isWhole: Bool) {
        let range = HourRange(from: from.map(hour), to: to.map(hour))
        let result = Result { () throws(ReportCalendar.BrokenHour) in
            try calendar(zone).validate(range, now: hour("2026-07-31T12:00:00Z"))
        }
        #expect(((try? result.get()) != nil) == isWhole)
    }

    /// An hour that clocks show twice has two names; times of the command line mean the first one.
    @Test func anHourThatComesTwice() throws {
        let calendar = calendar("Europe/Berlin")
        let first = hour("2026-10-25T00:00:00Z")
        #expect(try calendar.name(of: .hour, from: first) == "2026-10-25T02+02")
        #expect(try calendar.name(of: .hour, from: first + 1) == "2026-10-25T02+01")
        #expect(try calendar.hour(atLocal: first + 2) == first)
        #expect(try calendar.time(at: first + 1) == "2026-10-25T02:00+01:00")
    }

    /// A day that a zone left out.
    @Test func aDayThatNeverWas() throws {
        let calendar = calendar("Pacific/Apia")
        let start = hour("2011-12-29T10:00:00Z")
        #expect(try calendar.name(of: .day, from: start) == "2011-12-29")
        #expect(try calendar.name(of: .day, from: calendar.next(.day, after: start)) == "2011-12-31")
    }

    @Test(arguments: [
        ("2026-01-01", "2026-W01"), ("2026-12-31", "2026-W53"), ("2027-01-01", "2026-W53"), ("2027-01-04", "2027-W01"),
        ("2024-12-30", "2025-W01"), ("2023-01-01", "2022-W52"), ("1969-12-31", "1970-W01"), ("1968-12-29", "1968-W52"),
    ]) func weeks(_ day: String, _ name: String) throws {
        let calendar = calendar("UTC")
        let start = try calendar.start(of: .week, with: hour(day + "T23:00:00Z"))
        #expect(try calendar.name(of: .week, from: start) == name)
        #expect(try calendar.next(.week, after: start) == start + 168)
    }

    @Test(arguments: ["Asia/Kolkata", "Asia/Kathmandu", "Australia/Adelaide", "America/St_Johns"])
    func zonesWithPartsOfHours(_ zone: String) throws {
        #expect(throws: ReportCalendar.BrokenHour.self) { try calendar(zone).start(of: .day, with: 498_000) }
    }

    /// Before 1970 clocks of many places were set by the sun.
    @Test func timesOfOldAreRefused() throws {
        #expect(throws: ReportCalendar.BrokenHour.self) {
            try calendar("Europe/Berlin").start(of: .month, with: hour("1880-01-01T00:00:00Z"))
        }
    }

    /// Foundation's calendar says the same.
    @Test func allPeriodsAsFoundationHasThem() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let zones = ["UTC", "Europe/Berlin", "America/New_York", "America/Havana", "Pacific/Auckland", "Asia/Tokyo"]
        let units: [(PeriodUnit, Calendar.Component)] = [
            (.hour, .hour), (.day, .day), (.week, .weekOfYear), (.month, .month),
        ]
        for zone in zones {
            let calendar = calendar(zone)
            var other = Calendar(identifier: .iso8601)
            other.timeZone = calendar.zone
            for _ in 0..<200 {
                let hour = Int64.random(in: 90_000...700_000, using: &random)
                for (unit, component) in units {
                    let date = Date(timeIntervalSince1970: Double(hour) * 3600)
                    let period = try #require(other.dateInterval(of: component, for: date))
                    let start = try calendar.start(of: unit, with: hour)
                    let next = try calendar.next(unit, after: start)
                    #expect(
                        Double(start) * 3600 == period.start.timeIntervalSince1970
                            && Double(next) * 3600 == period.end.timeIntervalSince1970,
                        "seed \(seed), \(zone), \(unit) with \(hour)")
                }
            }
        }
    }
}
