import LinkTallyCore

/// A value of a link that is dropped, and what is said of it.
struct CheckedValue {
    let value: DecodedValue
    /// Index of the decoded byte that is marked: the first that is not allowed, else the first one too many.
    let place: Int
    let message: String
    let nearest: ParameterValue?

    /// The dropped value of `parameter`, of which `record` tells where it stands in `bytes`. O(1).
    init(_ parameter: Parameter, _ reason: RejectionReason, _ record: ValueRecord, in bytes: RawSpan) {
        value = DecodedValue(bytes, record.range)
        switch reason {
        case .invalidByte: place = value.firstForbidden ?? 0
        case .tooLong: place = min(parameter.limit, value.bytes.count)
        case .empty, .duplicate: place = 0
        }
        let rejection = ValueRejection(parameter, reason, value)
        nearest = rejection.nearest
        message = ValueDiagnosis.text(rejection, nearest: nearest)
    }
}

/// What is said of a finding.
package enum FindingText {
    package static func text(_ finding: LinkFinding) -> String {
        let name = finding.parameter.name
        return switch finding.kind {
        case .duplicate: "\(name) stands before; only the first counts"
        case .otherCase: "names are case-sensitive; write \(name)"
        case .misspelt: "no name that is read; write \(name), if that is meant"
        case .semicolon: "; does not separate; write & in front of \(name)"
        case .htmlEntity: "&amp; is HTML for &; write & alone in front of \(name)"
        case .secondQuestionMark: "only the first ? begins the query; write & in front of \(name)"
        case .encodedSign: "the = is percent-encoded, so that no name ends here; write = behind \(name)"
        case .fragment: "what stands behind # is not read; move \(name) in front of it"
        case .placeholder: "is kept, but looks like an unfilled placeholder"
        }
    }
}
