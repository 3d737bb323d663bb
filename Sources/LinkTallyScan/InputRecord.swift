import LinkTallyCore
import LinkTallyInput
import Synchronization

/// What is known of one input while it is read; several workers write to it, once a window.
final class InputRecord: Sendable {
    let path: InputPath
    /// Index of the input in the run.
    let index: UInt32

    private let state = Mutex(State())
    private struct State {
        var container: Container?
        var format: LogFormat?
        var choice: FormatChoice?
        var bytes = 0
        var segmentLines: [UInt32] = []
        var counts = InputCounts()
        var isDone = false
        var error: InputError?
        var warning: InputWarning?
    }

    init(_ path: InputPath, index: Int) {
        self.path = path
        self.index = UInt32(index)
    }

    /// The format that the input's lines are read as. Nil until it is set.
    var format: LogFormat? { state.withLock { $0.format } }

    /// Sets the format that was named, before lines were seen.
    func setFormat(_ format: LogFormat) { state.withLock { $0.format = format } }

    /// Sets how lines are read.
    func setChoice(_ choice: FormatChoice) {
        state.withLock {
            $0.format = choice.format
            $0.choice = choice
        }
    }

    func setContainer(_ container: Container) { state.withLock { $0.container = container } }

    func setWarning(_ warning: InputWarning?) { state.withLock { $0.warning = warning } }

    func add(bytes: Int) { state.withLock { $0.bytes += bytes } }

    /// Notes what the lines of a segment were.
    func setCounts(_ counts: InputCounts, lines: UInt32, ofSegment segment: UInt32) {
        state.withLock {
            let missing = Int(segment) + 1 - $0.segmentLines.count
            if missing > 0 { $0.segmentLines.append(contentsOf: repeatElement(0, count: missing)) }
            $0.segmentLines[Int(segment)] = lines
            $0.counts += counts
        }
    }

    /// Notes why the input was not read to its end; the fault that stands first in the input counts.
    func fail(_ error: InputError) {
        state.withLock {
            if let known = $0.error, (known.offset ?? .max) <= (error.offset ?? .max) { return }
            $0.error = error
        }
    }

    /// The input was read to its end, or to a fault.
    func finish() { state.withLock { $0.isDone = true } }

    /// Lines of each segment.
    var segmentLines: [UInt32] { state.withLock { $0.segmentLines } }

    /// What to tell of the input when the run is over.
    var report: InputReport {
        state.withLock { state in
            let error = state.error ?? (state.isDone ? nil : InputError(.interrupted))
            let lines = state.segmentLines.reduce(0) { $0 + Int($1) }
            let warning = InputWarning.of(state.warning, foreignLines: state.counts.foreign, lines: lines)
            let summary = InputSummary(
                name: path.name, container: state.container?.rawValue,
                format: state.choice?.isSeen != false ? state.format?.name : nil, bytes: state.bytes, lines: lines,
                error: error?.fault.rawValue, warning: warning?.code)
            return InputReport(
                summary: summary, error: error, warning: warning, counts: state.counts, choice: state.choice)
        }
    }
}

/// One input after a run: what the report lists, and what a message about it needs.
package struct InputReport: Sendable {
    package let summary: InputSummary
    /// Why it was not read to its end.
    package let error: InputError?
    package let warning: InputWarning?
    package let counts: InputCounts
    /// How its lines were read; nil where none were.
    package let choice: FormatChoice?
}
