/// What a log is packed in; the raw values are those of the JSON schema.
package enum Container: String, Sendable {
    case plain, gzip
}
