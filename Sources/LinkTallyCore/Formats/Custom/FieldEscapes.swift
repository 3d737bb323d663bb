/// How bytes that could be mistaken for the end of a field are written in it.
enum FieldEscapes: Sendable {
    /// With a backslash: Apache, and nginx unless told otherwise.
    case backslash
    /// As in JSON strings: nginx's `escape=json`.
    case json
    /// As they are: nginx's `escape=none`.
    case none
}
