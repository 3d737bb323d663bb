@testable import LinkTallyCore

/// The first byte chooses a log format string or JSON keys, the first line is the definition, the rest a log.
enum DefinitionsHarness {
    static func run(_ input: [UInt8]) {
        guard let first = input.first else { return }
        let end = input.firstIndex(of: 0x0A) ?? input.count
        let definition = String(decoding: input[1..<max(end, 1)], as: UTF8.self)
        do throws(DefinitionError) {
            let choice =
                first & 1 == 0
                ? try CustomFormats.format(ofDefinition: definition) : try CustomFormats.format(ofJSONKeys: definition)
            LogCheck.check(input.dropFirst(end + 1), choice)
        } catch {
            precondition(0...definition.utf8.count ~= error.offset && !error.text.isEmpty, "the error has no place")
        }
    }
}
