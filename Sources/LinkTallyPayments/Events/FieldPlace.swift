/// Where the fields of an object stand in a text: their JSON pointers (RFC 6901), which are made once.
struct FieldPlace {
    private let pointers: [String]

    /// The text itself: an event, or a bare session.
    static let root = FieldPlace("")
    /// What an event is about.
    static let eventObject = FieldPlace("/data/object")

    /// - Parameter object: The object's JSON pointer.
    private init(_ object: String) { pointers = Field.allCases.map { "\(object)/\($0.path)" } }

    func pointer(to field: Field) -> String { pointers[field.rawValue] }

    /// How a message names a field: `data.object.id`.
    func name(of field: Field) -> String { pointer(to: field).split(separator: "/").joined(separator: ".") }
}
