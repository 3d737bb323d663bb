import ArgumentParser
import LinkTallyCore
import LinkTallyStore

/// By what a report counts.
struct GroupArguments: ParsableArguments {
    @Option(
        name: .customLong("by"),
        help: ArgumentHelp(
            "Count attributed requests (with --goal: conversions) by \(PeriodUnit.allCases.map(\.rawValue).joined(separator: ", ")) (weeks: ISO 8601).",
            valueName: "period"),
        completion: .list(PeriodUnit.allCases.map(\.rawValue)))
    var unitName: String?

    @Option(
        name: .customLong("group-by"),
        help: ArgumentHelp(
            "Tell them apart by \(GroupDimension.allCases.map(\.rawValue).joined(separator: ", ")), or several of them.",
            valueName: "list"),
        completion: .list(GroupDimension.allCases.map(\.rawValue)))
    var dimensionList: String?

    @Flag(help: "Set the figures of the period before beside, and the change in percent.")
    var compare = false

    /// The period that was named, if one was; `validate` has seen that there is one of this name.
    var unit: PeriodUnit? { unitName.flatMap(PeriodUnit.init) }

    /// What was named, in that order; `validate` has seen that there are such.
    var dimensions: [GroupDimension] { names.compactMap(GroupDimension.init) }

    /// Whether rows by period or group were asked for.
    var hasRows: Bool { unitName != nil || dimensionList != nil }

    private var names: [String] {
        dimensionList?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
    }

    func validate() throws {
        if let unitName, unit == nil {
            let names = PeriodUnit.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--by '\(unitName)' is no period; use one of \(names)")
        }
        for (index, name) in names.enumerated() {
            guard GroupDimension(rawValue: name) != nil else {
                let known = GroupDimension.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--group-by '\(name)' is nothing to group by; use one or more of \(known)")
            }
            if names[..<index].contains(name) {
                throw ValidationError("--group-by names '\(name)' twice; name it once")
            }
        }
    }
}
