import ArgumentParser

/// A full hour of UTC, written `YYYY-MM-DDTHH`.
struct LogHour: ExpressibleByArgument, CustomStringConvertible {
    let secondsSince1970: Int

    init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

    init?(argument: String) {
        let fields = argument.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "T" }.map { Int($0) }
        guard fields.count == 4, let year = fields[0], let month = fields[1], let day = fields[2], let hour = fields[3],
            1970...9999 ~= year, 1...12 ~= month, 1...31 ~= day, 0...23 ~= hour
        else { return nil }
        let date = LogTime.days(year: year, month: month, day: day)
        guard LogTime.date(day: date) == (year, month, day) else { return nil }
        secondsSince1970 = date * 86_400 + hour * 3_600
    }

    var description: String {
        let (year, month, day) = LogTime.date(day: secondsSince1970 / 86_400)
        let padded = [month, day, secondsSince1970 / 3_600 % 24].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(year)-\(padded[0])-\(padded[1])T\(padded[2])"
    }
}
