import Foundation

/// Compares reports as Tests/Conformance/compare.py does: every field that is expected must be there with the same
/// value; the order of lists does not matter; more fields are let pass.
enum ReportComparison {
    static func differences(_ expected: Any, _ actual: Any, at path: String = "") -> [String] {
        switch expected {
        case let expected as [String: Any]:
            guard let actual = actual as? [String: Any] else { return ["\(path): no object"] }
            return expected.keys.sorted().flatMap { key -> [String] in
                guard let value = actual[key] else {
                    let mayMiss = path == ".parameters.client_reference_id" && key == "values"
                    return mayMiss ? [] : ["\(path).\(key): missing"]
                }
                if key == "name", path.hasPrefix(".inputs") { return [] }
                return differences(expected[key]!, value, at: "\(path).\(key)")
            }
        case let expected as [Any]:
            guard let actual = actual as? [Any] else { return ["\(path): no list"] }
            if path == ".inputs" {
                guard expected.count == actual.count else { return ["\(path): \(expected.count), got \(actual.count)"] }
                return zip(expected, actual).flatMap { differences($0, $1, at: path) }
            }
            let wanted = expected.map { canonical($0, like: $0) }.sorted()
            let found = actual.map { canonical($0, like: expected.first ?? $0) }.sorted()
            return wanted == found ? [] : ["\(path): expected \(wanted.prefix(5)), got \(found.prefix(5))"]
        default:
            let (wanted, found) = (canonical(expected, like: expected), canonical(actual, like: expected))
            return wanted == found ? [] : ["\(path): expected \(wanted), got \(found)"]
        }
    }

    /// A text that is the same for equal values; of an object, the fields that `model` has.
    private static func canonical(_ value: Any, like model: Any) -> String {
        var value = value
        if let fields = value as? [String: Any], let model = model as? [String: Any] {
            value = fields.filter { model[$0.key] != nil }
        }
        let data = try! JSONSerialization.data(withJSONObject: [value], options: [.sortedKeys])
        // Unicode scalars, not characters: strings are equal when their code points are.
        return data.map { String($0, radix: 16) }.joined(separator: " ")
    }
}
