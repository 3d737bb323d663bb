/// Counts by hour while they are added up. Entries of one hour stand side by side, so that the dictionary is asked once for
/// many of them.
struct HourSums {
    private var places: [UTCHour: Int] = [:]
    private var all: [(hour: UTCHour, counts: DatedHour)] = []
    private var last = UTCHour.unknown
    private var lastPlace: Int?

    init(_ requests: [(hour: UTCHour, counts: HourCounts)]) {
        for (hour, counts) in requests { self[hour].requests = counts }
    }

    /// The counts of `hour`. O(1).
    subscript(hour: UTCHour) -> DatedHour {
        get { DatedHour() }
        _modify {
            let place = place(of: hour)
            yield &all[place].counts
        }
    }

    private mutating func place(of hour: UTCHour) -> Int {
        if let lastPlace, hour == last { return lastPlace }
        let place = places[hour] ?? all.count
        if place == all.count {
            places[hour] = place
            all.append((hour, DatedHour()))
        }
        (last, lastPlace) = (hour, place)
        return place
    }

    func sorted() -> [(hour: UTCHour, counts: DatedHour)] { all.sorted { $0.hour < $1.hour } }
}
