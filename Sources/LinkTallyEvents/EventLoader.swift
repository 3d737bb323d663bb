import LinkTallyCore
import LinkTallyInput
import LinkTallyPayments

/// Reads payment events, input after input, into the place where payments are kept.
package struct EventLoader: ~Copyable {
    private let reader: EventReader
    private let decoder: DecoderChoice
    private let stop: StopSignal
    private let progress: Progress
    private var batch: [SeenPayment] = []
    /// Bytes of the texts of `batch`: what it holds is less.
    private var batchSize = 0

    /// Events that are added at a time: enough to make it worth to write a page of the database's indexes, few enough to hold.
    private static let batchCount = 100_000
    private static let batchLimit = 512 << 20

    /// - Parameter isLive: The `livemode` of the payments that are wanted.
    package init(isLive: Bool, decoder: DecoderChoice, stop: StopSignal, progress: Progress = Progress()) {
        reader = EventReader(isLive: isLive)
        self.decoder = decoder
        self.stop = stop
        self.progress = progress
    }

    /// Reads all inputs, and tells what became of each. An input with a fault does not stop the others: what stands before the
    /// fault counts.
    ///
    /// - Throws: What `sink` throws; what was added before stays.
    package mutating func run(_ paths: [InputPath], into sink: inout some PaymentSink) throws -> [EventInputReport] {
        var reports: [EventInputReport] = []
        for path in paths {
            var report = EventInputReport(path.name)
            do {
                try read(path, &report, into: &sink)
            } catch let error as InputError {
                report.error = error
            }
            try flush(&report, into: &sink)
            reports.append(report)
        }
        // Pages can come in any order, and in several inputs: where one is the last, those before it are taken to be there.
        if reports.contains(where: \.hasLastPage) {
            for index in reports.indices { reports[index].openPage = nil }
        }
        return reports
    }

    private mutating func read(
        _ path: InputPath, _ report: inout EventInputReport, into sink: inout some PaymentSink
    ) throws {
        if stop.isRaised { throw InputError(.interrupted) }
        let source = try DecodedInput(try InputDescriptor(path), decoder: decoder, stop: stop)
        report.container = source.container
        var counted = (read: 0, decoded: 0)
        var buffer = TextBuffer()
        defer {
            report.bytes = source.decodedBytes
            report.warning = source.warning
        }
        while true {
            let step = try buffer.next(from: source)
            progress.add(read: source.readBytes - counted.read, decoded: source.decodedBytes - counted.decoded)
            counted = (source.readBytes, source.decodedBytes)
            switch step {
            case .end: return
            case .tooLong: report.tooLongLine = report.tooLongLine ?? buffer.line
            case .text:
                try read(buffer, &report)
                progress.add(lines: 1)
            }
            if batch.count >= Self.batchCount || batchSize >= Self.batchLimit { try flush(&report, into: &sink) }
            if stop.isRaised { throw InputError(.interrupted) }
        }
    }

    /// Reads the events of the text that `buffer` lends.
    private mutating func read(_ buffer: borrowing TextBuffer, _ report: inout EventInputReport) throws {
        let text = buffer.text
        // The line of an event within the text is counted from the event before it.
        var (line, place) = (buffer.line, text.range.lowerBound)
        try reader.forEachEvent(in: text) { verdict, offset in
            switch verdict {
            case .seen(let seen):
                report.counts.counted += 1
                batch.append(seen)
            case .otherMode: report.counts.otherMode += 1
            case .otherObject: report.counts.otherObjects += 1
            case .thin(let session): report.addThin(session)
            case .page(let hasMore, let last): report.addPage(hasMore: hasMore, last: last)
            case .malformed(let reason):
                line += text.lineFeeds(in: place..<offset)
                place = offset
                report.addMalformed(line: line, reason)
            }
        }
        batchSize += text.range.count
    }

    private mutating func flush(_ report: inout EventInputReport, into sink: inout some PaymentSink) throws {
        let replayed = try sink.add(batch)
        report.counts.counted -= replayed
        report.counts.replayed += replayed
        batch.removeAll(keepingCapacity: true)
        batchSize = 0
    }
}
