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
