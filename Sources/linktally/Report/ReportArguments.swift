import ArgumentParser
import Foundation
import LinkTallyCore
import LinkTallyReport
import LinkTallyStore

/// Which store to report on, and what of it.
struct ReportArguments: ParsableArguments {
    @OptionGroup(title: "Store and time") var path: StorePath<MadeStore>

    @OptionGroup(title: "Store and time") var time: TimeRangeArguments

    @Option(
        name: .customLong("time-zone"),
        help: ArgumentHelp(
            "Whose days these are: Europe/Berlin. Of times without a zone, and where days, weeks and months begin.",
            valueName: "name"))
    var timeZoneName = "UTC"

    @OptionGroup(title: "Store and time") var groups: GroupArguments

    @Option(
        name: .customLong("goal"),
        help: ArgumentHelp(
            "Report on conversions: hits on these links, which a payment leads to. Several: /thanks*, or order=/order/*/done.",
            valueName: "[name=]glob"))
    var goalTexts: [String] = []

    /// Where the store is.
    var store: String { path.store }

    /// The goals that were named, in that order.
    var goals: [Goal] { goalTexts.map { Goal($0) } }

    /// The calendar of the zone; `validate` has seen that there is one of this name.
    var calendar: ReportCalendar { ReportCalendar(zone: TimeZone(identifier: timeZoneName) ?? .gmt) }

    /// The hours that were asked for; `validate` has seen that there is no error in them.
    var range: HourRange { (try? parsedRange()) ?? HourRange() }

    /// The time as a report shows it; nil where it is all.
    func shownPeriod(unknownRequests: UInt64) throws -> ShownPeriod? {
        let range = range
        guard !range.isEverything else { return nil }
        return ShownPeriod(
            from: try range.from.map(calendar.time), to: try range.to.map(calendar.time),
            unknownRequests: unknownRequests)
    }

    /// What figures are compared with, in words; none where nothing is.
    var comparisonNotes: [String] {
        get throws {
            guard groups.compare else { return [] }
            if let unit = groups.unit { return ["before: the \(unit.rawValue) before"] }
            guard let from = range.from, let to = range.to else { return [] }
            return ["before: from \(try calendar.time(at: from - (to - from))) to \(try calendar.time(at: from))"]
        }
    }

    /// What is asked of the attributions, with so many bytes for groups.
    func question(maxMemory: Int) -> GroupedQuestion {
        var question = GroupedQuestion(calendar: calendar, maxMemory: maxMemory)
        question.range = range
        question.unit = groups.unit
        question.dimensions = groups.dimensions
        question.compares = groups.compare
        return question
    }

    /// What a title says of periods: ` by week (Europe/Berlin)`.
    var byPeriod: String { groups.unit.map { " by \($0.rawValue) (\(timeZoneName))" } ?? "" }

    /// The name of a period that a row is about.
    func name(of period: Int64) throws -> String {
        if let unit = groups.unit { return try calendar.name(of: unit, from: period) }
        return try shownPeriod(unknownRequests: 0)?.words ?? "all"
    }

    private func validateGoals() throws {
        for (index, text) in goalTexts.enumerated() {
            if text.isEmpty || text.hasSuffix("=") {
                throw ValidationError("--goal '\(text)' fits no link; use a path like '/thanks*'")
            }
            if goals[..<index].contains(where: { $0.name == goals[index].name }) {
                throw ValidationError("--goal names '\(goals[index].name)' twice; give each goal a name: name=/path")
            }
        }
    }

    func validate() throws {
        try validateGoals()
        guard TimeZone(identifier: timeZoneName) != nil else {
            throw ValidationError(
                "--time-zone '\(timeZoneName)' is no known time zone; use a name like UTC, Europe/Berlin or America/New_York"
            )
        }
        do {
            let range = try parsedRange()
            try calendar.validate(range, now: Int64(TimeRangeArguments.now / 3600))
            try validate(range)
        } catch let error as ReportCalendar.BrokenHour {
            throw ValidationError("--time-zone \(ReportMessages.explanation(error))")
        }
    }

    private func validate(_ range: HourRange) throws {
        try time.validateOrder(range.from, range.to)
        if groups.compare { try validateComparison(range) }
    }

    /// What is compared must be as long as what it is compared with.
    private func validateComparison(_ range: HourRange) throws {
        guard let unit = groups.unit else {
            guard range.from != nil else {
                throw ValidationError("--compare needs a period: give --from (and --to), or --by")
            }
            return
        }
        for (option, bound) in [("--from", range.from), ("--to", range.to)] {
            guard let bound else { continue }
            let start = try calendar.start(of: unit, with: bound)
            if start != bound {
                throw ValidationError(
                    "\(option) is within a \(unit.rawValue), which could not be compared; use \(try calendar.time(at: start))"
                )
            }
        }
    }

    private func parsedRange() throws -> HourRange {
        let hours = ReportTime(calendar: calendar, unit: groups.unit, now: TimeRangeArguments.now)
        let from = try time.from.flatMap { try hours.hour($0, of: "--from") }
        var to = try time.to.flatMap { try hours.hour($0, of: "--to") }
        // A period that goes on cannot be compared: it ends with the last whole hour.
        if groups.compare, groups.unit == nil, from != nil, to == nil { to = Int64(TimeRangeArguments.now / 3600) }
        return HourRange(from: from, to: to)
    }
}

/// Times of the command line, as hours of a store.
struct ReportTime {
    let calendar: ReportCalendar
    /// What the report counts by, if it counts by periods.
    let unit: PeriodUnit?
    /// Seconds since 1970: what relative times are counted from.
    let now: Int

    /// The Unix hour that `text` names. A time without a zone is one of the calendar's; one before now goes back to
    /// where its period begins. nil where it is no time.
    func hour(_ text: String, of option: String) throws -> Int64? {
        guard let bound = TimeBound(text, now: now), let later = TimeBound(text, now: now + 1) else { return nil }
        let (hour, seconds) = StoreTime.hour(sinceYearOne: bound.second)
        if later != bound { return try calendar.start(of: unit ?? .hour, with: hour) }
        guard seconds == 0 else {
            throw ValidationError("\(option) '\(text)' is not on a whole hour; a store counts by the hour")
        }
        let hasZone = text.dropFirst(11).contains { "Zz+-".contains($0) }
        return hasZone ? hour : try calendar.hour(atLocal: hour)
    }
}
