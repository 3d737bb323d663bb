import Foundation
import TestSupport

/// A run of one of the project's commands.
struct Command {
    let status: Int32
    let output: [UInt8]
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }

    /// The output as a JSON object; empty where it is none.
    var json: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(output))) as? [String: Any] ?? [:] }

    /// Where the commands stand: beside the test bundle.
    static let folder =
        Bundle.main.bundleURL.path.hasSuffix(".xctest")
        ? Bundle.main.bundleURL.deletingLastPathComponent()
        : URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()

    static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let sample = project.appending(path: "Tests/Samples/access.log").path

    /// Runs a shell line in `directory`, with the commands on the path.
    static func shell(_ line: String, in directory: URL = project) throws -> Command {
        try run("/bin/bash", ["-c", line], in: directory)
    }

    /// Runs `linktally`.
    static func linktally(_ arguments: String..., input: [UInt8] = []) throws -> Command {
        try linktally(arguments: arguments, input: input)
    }

    /// Runs `linktally`.
    static func linktally(arguments: [String], input: [UInt8] = []) throws -> Command {
        try run(folder.appending(path: "linktally").path, arguments, input: input)
    }

    static func run(_ path: String, _ arguments: [String], in directory: URL = project, input: [UInt8] = []) throws
        -> Command
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = directory
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = folder.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        process.environment = environment
        // Files, not pipes: nothing can block however much is written.
        let scratch = try Scratch()
        let paths = ["in", "out", "err"].map { scratch.folder.appending(path: $0) }
        try Data(input).write(to: paths[0])
        for path in paths[1...] { try Data().write(to: path) }
        process.standardInput = try FileHandle(forReadingFrom: paths[0])
        process.standardOutput = try FileHandle(forWritingTo: paths[1])
        process.standardError = try FileHandle(forWritingTo: paths[2])
        try process.run()
        process.waitUntilExit()
        let status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        return Command(
            status: status, output: [UInt8](try Data(contentsOf: paths[1])),
            errors: String(decoding: try Data(contentsOf: paths[2]), as: UTF8.self))
    }
}
