import Foundation
import TestSupport

@testable import LinkTallyStore

extension GroupedQuestion {
    /// A random question on a time that begins in `first` and ends in `last`, or on all times; with at most `dimensions`
    /// dimensions, compared or not. What is compared needs bounds, and with a unit bounds that are a period's.
    static func random(
        _ random: inout SplitMix, _ unit: PeriodUnit?, _ zone: String, dimensions count: Int, from first: Range<Int64>,
        to last: Range<Int64>
    ) throws -> GroupedQuestion {
        var question = GroupedQuestion(
            calendar: ReportCalendar(zone: TimeZone(identifier: zone)!), maxMemory: 1 << 20)
        question.unit = unit
        let dimensions = GroupDimension.allCases.shuffled(using: &random)
        question.dimensions = Array(dimensions.prefix(.random(in: 0...count, using: &random)))
        question.compares = Bool.random(using: &random)
        func bound(_ hours: Range<Int64>) throws -> Int64 {
            let hour = Int64.random(in: hours, using: &random)
            if let unit, question.compares { return try question.calendar.start(of: unit, with: hour) }
            // Now and then a day of UTC, which the rollup answers.
            return Bool.random(using: &random) ? hour / 24 * 24 : hour
        }
        if Bool.random(using: &random) || (question.compares && unit == nil) {
            question.range = HourRange(from: try bound(first), to: try bound(last))
        }
        return question
    }
}
