import Foundation
import LinkTallyReport

extension ReportOrigin {
    /// What a page says of this process. SOURCE_DATE_EPOCH takes the place of now, so that a page can be made twice.
    static var ofThisRun: ReportOrigin {
        var origin = ReportOrigin()
        origin.version = "linktally \(Version.number)"
        let words = CommandLine.arguments.dropFirst().map(quoted)
        origin.command = (["linktally"] + words).joined(separator: " ")
        let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Double.init)
        origin.time = (epoch.map { Date(timeIntervalSince1970: $0) } ?? Date()).formatted(.iso8601)
        return origin
    }

    /// A word as a shell takes it.
    private static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=:,+@%".contains($0)) }
        return isPlain ? word : "'\(word.replacingOccurrences(of: "'", with: "'\\''"))'"
    }
}
