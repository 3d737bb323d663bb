import LinkTallyCore

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
