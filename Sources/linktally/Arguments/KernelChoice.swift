import Glibc
import LinkTallyCore

/// The variable `LINKTALLY_KERNEL`: which body of the line kernel runs. For tests and benchmarks; reports do not depend
/// on it.
enum KernelChoice {
    private static let variable = "LINKTALLY_KERNEL"

    /// Makes the choice, if there is one.
    static func apply() throws(ExitStatus) {
        guard let value = unsafe getenv(variable) else { return }
        let name = unsafe String(cString: value)
        guard !name.isEmpty else { return }
        guard let kernel = LineKernel(rawValue: name) else {
            let names = LineKernel.allCases.map(\.rawValue).joined(separator: ", ")
            Console.say("\(variable)='\(name)' is no kernel; use one of \(names), or unset it")
            throw .usage
        }
        guard kernel.choose() else {
            Console.say(
                "\(variable)='\(name)': this processor has no such instructions; unset it for the best that it has")
            throw .usage
        }
    }
}
