import LinkTallyInput
import LinkTallyReport

/// What is said of an input that was read to its end and is odd.
enum InputWarningText {
    static func text(_ name: String, _ warning: InputWarning) -> String {
        let place = warning.offset.map { "from byte \(Figure.grouped($0 + 1)) on, " } ?? ""
        let code = warning.code.map { " (\($0))" } ?? ""
        return "\(name): \(place)\(warning.explanation)\(code)"
    }
}
