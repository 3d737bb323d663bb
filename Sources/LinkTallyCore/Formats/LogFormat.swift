/// A format that was named, recognised or defined: how its lines are read, and what it is called. The layers above know no
/// more of a format than this.
package struct LogFormat: Sendable {
    /// The name it was asked for by, or its own.
    package private(set) var ownName: String
    /// What stands in front of each line or around it, the outermost first.
    package private(set) var envelopes: [Envelope] = []
    /// What reports print: `combined`, `combined in docker-json`.
    package var name: String { ([ownName] + envelopes.reversed().map(\.name)).joined(separator: Self.nameSeparator) }
    /// Stands between the names of a format and of the envelopes around it.
    static let nameSeparator = " in "
    /// Its own name, and others for the same format: what `--format` takes.
    let names: [String]
    /// One line for `--help`: whose logs these are.
    let summary: String
    /// How its lines are read, before the first one of a log.
    private(set) var lineFormat: any LineFormat
    /// What its lines do not have, as far as its definition tells.
    package let lacks: RequestFields
    /// How a custom format was defined; empty where it has a name of its own.
    private let ownDefinition: String

    /// Whether it was defined on the command line.
    package var isCustom: Bool { !ownDefinition.isEmpty }

    /// What `LogFormats.restored` needs besides the name: how a custom format was defined, and in front of it the zone that is
    /// assumed, where that is not UTC and a time may need it; empty where there is neither.
    package var definition: String {
        guard let zone = lineFormat.assumedZone, !zone.isUTC else { return ownDefinition }
        return "\(Self.zonePrefix)\(zone.name) \(ownDefinition)"
    }

    /// Stands in front of the name of a zone.
    static let zonePrefix = "time-zone "

    /// A format of `LogFormats.all`.
    init(
        _ name: String, aliases: [String] = [], _ summary: String, lacks: RequestFields = [],
        _ lineFormat: some LineFormat
    ) {
        self.init(names: [name] + aliases, summary, lineFormat, lacks: lacks)
    }

    /// A source of JSON lines.
    ///
    /// - Parameters:
    ///   - jsonKeys: As `--json-keys` takes them; traps where they are wrong. A key with dots is a path, never a flat key.
    ///   - encoding: What the source does to values before it writes them.
    ///   - lacks: What its lines do not have, whatever the keys are.
    init(
        _ name: String, _ summary: String, jsonKeys: String, encoding: JSONEncoding = .plain, lacks: RequestFields = []
    ) {
        do throws(DefinitionError) {
            let keys = try JSONKeys(jsonKeys, matchesFlatKeys: false)
            self.init(names: [name], summary, JSONLogFormat(keys, encoding: encoding), lacks: keys.lacks.union(lacks))
        } catch {
            preconditionFailure("the keys of '\(name)': \(error.text)")
        }
    }

    /// A source of lines of pairs.
    ///
    /// - Parameters:
    ///   - keys: As `--json-keys` takes them; traps where they are wrong. Of those of `has` one must be there, unless the
    ///     target stands in a request line.
    ///   - makeFormat: What reads such keys.
    init(_ name: String, _ summary: String, pairs keys: String, _ makeFormat: (JSONKeys) -> some LineFormat) {
        do throws(DefinitionError) {
            let keys = try JSONKeys(keys, matchesFlatKeys: false)
            self.init(names: [name], summary, makeFormat(keys), lacks: keys.lacks.subtracting(.time))
        } catch {
            preconditionFailure("the keys of '\(name)': \(error.text)")
        }
    }

    /// A format that was defined on the command line.
    ///
    /// - Parameter definition: What tells it from all others, so that it is not empty.
    init(definition: String, _ lineFormat: any LineFormat, lacks: RequestFields) {
        self.init(names: [CustomFormats.name], "", lineFormat, lacks: lacks, definition: definition)
    }

    private init(
        names: [String], _ summary: String, _ lineFormat: any LineFormat, lacks: RequestFields, definition: String = ""
    ) {
        ownName = names[0]
        self.names = names
        self.summary = summary
        self.lineFormat = lineFormat
        self.lacks = lacks
        ownDefinition = definition
    }

    /// The same format, asked for by one of its other names.
    func called(_ name: String) -> LogFormat {
        var format = self
        format.ownName = name
        return format
    }

    /// The same format, its times without a zone being those of `zone`.
    package func assuming(_ zone: AssumedZone) -> LogFormat {
        guard lineFormat.assumedZone != nil else { return self }
        var format = self
        format.lineFormat.assumedZone = zone
        return format
    }

    /// Whether both read lines alike, whatever they are called.
    package func isSame(as other: LogFormat) -> Bool {
        definition == other.definition && names == other.names && envelopes == other.envelopes
    }

    /// The same format behind or within `envelopes`, the outermost first. Traps where lines about the log tell how it is read:
    /// see `canBeEnveloped`.
    package func inside(_ envelopes: [Envelope]) -> LogFormat {
        precondition(envelopes.isEmpty || canBeEnveloped && envelopes.count <= Envelope.limit)
        var format = self
        format.envelopes = envelopes
        return format
    }

    /// Whether it is read in envelopes, too: not where lines about the log itself tell its columns.
    package var canBeEnveloped: Bool { !type(of: lineFormat).hasDirectives }

    /// Whether its lines can only be read behind all lines before them: a file of it is not cut into ranges, and a window
    /// that goes to another thread takes with it what was said before.
    package var hasDirectives: Bool { type(of: lineFormat).hasDirectives || hasPieces }

    /// Whether lines in an envelope can prove it: not where any line will do.
    var isProvedInEnvelopes: Bool { canBeEnveloped && !type(of: lineFormat).readsAnyLine }

    /// Whether long lines may stand in it as pieces: what a line is depends on the line before.
    package var hasPieces: Bool { envelopes.contains(where: \.hasPieces) }
}

/// A format at work: what it remembers from line to line. One per worker and input.
package struct FormatRun: Sendable {
    var format: any LineFormat
    /// What stands around its lines, where something does.
    var envelopes: EnvelopeRun?
    /// Whether malformed lines are looked at once more: are they of another format?
    let looksForOthers: Bool

    /// A run that begins at the first line, or at any line of a format without directives.
    package init(_ format: LogFormat, looksForOthers: Bool = false) {
        self.format = format.lineFormat
        envelopes = format.envelopes.isEmpty ? nil : EnvelopeRun(format.envelopes)
        self.looksForOthers = looksForOthers
    }

    /// Goes on behind a window that another run scans: takes note of its directives. O(window) in formats that have
    /// any, else O(1).
    package mutating func pass(over window: RawSpan) {
        if envelopes == nil { format.readDirectives(of: window) } else { envelopes!.pass(over: window) }
    }

    /// Goes on where a log was left: behind its last directives, or within a line that was cut into pieces.
    package mutating func resume(_ memory: [UInt8]) {
        if envelopes == nil { format.readDirectives(of: memory.rawSpan) } else { envelopes!.resume(memory) }
    }

    /// Where a log in an envelope is within lines that were cut into pieces: what `resume` takes. Empty in others.
    package var openPieces: [UInt8] { envelopes?.openPieces ?? [] }
}
