import CSimdjson
import LinkTallyCore

/// simdjson: reads one text at a time, and walks lists of them. Its memory is reused from text to text.
///
/// Measured against Foundation's `JSONDecoder` on events of 3.1 KB: `Benchmarks/README.md`.
@safe
final class JSONReader {
    private let parser: OpaquePointer

    /// Traps where the system has no memory.
    init() { unsafe parser = linktally_json_new()! }

    deinit { unsafe linktally_json_free(parser) }

    /// Whether the member `name` of the object `text` is the string `value`. O(what stands before the member).
    func has(_ text: PaddedJSON, _ name: StaticString, _ value: StaticString) -> Bool {
        unsafe text.withPointer { start, count in
            unsafe linktally_json_has(
                parser, start, count, UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self),
                UnsafeRawPointer(value.utf8Start).assumingMemoryBound(to: CChar.self))
        }
    }

    /// The member `name` of the object `text`, where it is true or false. O(what stands before the member).
    func flag(_ text: PaddedJSON, _ name: StaticString) -> Bool? {
        let flag = unsafe text.withPointer { start, count in
            unsafe linktally_json_flag(
                parser, start, count, UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self))
        }
        return flag < 0 ? nil : flag == 1
    }

    /// Calls `body` with the range of each element of a list: the array `text`, or that in the member `name` of the
    /// object `text`. O(text).
    ///
    /// - Throws: what is wrong with the list, once the elements before the fault were passed on.
    func forEachElement(
        of text: PaddedJSON, in name: StaticString?, _ body: (Range<Int>) throws -> Void
    ) throws {
        let problem = unsafe text.withPointer { start, count in
            unsafe linktally_json_open(
                parser, start, count,
                name.map { unsafe UnsafeRawPointer($0.utf8Start).assumingMemoryBound(to: CChar.self) })
        }
        if let problem = unsafe problem { throw JSONFault(reason: unsafe String(cString: problem)) }
        var (offset, count) = (0, 0)
        var failure: UnsafePointer<CChar>?
        while unsafe linktally_json_next(parser, &offset, &count, &failure) {
            let start = text.range.lowerBound + offset
            try body(start..<start + count)
        }
        if let failure = unsafe failure { throw JSONFault(reason: unsafe String(cString: failure)) }
    }

    /// Reads and checks a text; its values are then at hand. O(text).
    func parse(_ text: PaddedJSON) throws(JSONFault) {
        let problem = unsafe text.withPointer { unsafe linktally_json_parse(parser, $0, $1) }
        if let problem = unsafe problem { throw JSONFault(reason: unsafe String(cString: problem)) }
    }

    /// Whether a text can be read; its values are then at hand. O(text).
    func parses(_ text: PaddedJSON) -> Bool {
        unsafe text.withPointer { unsafe linktally_json_parse(parser, $0, $1) } == nil
    }

    /// The value at a JSON pointer (RFC 6901) of the text that was parsed last without a fault. O(what stands before it).
    func value(at pointer: String) -> FieldValue {
        var pointer = pointer
        let value = pointer.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { chars in
                unsafe linktally_json_find(parser, chars.baseAddress, chars.count)
            }
        }
        switch unsafe value.kind {
        case linktally_json_null: return .null
        case linktally_json_boolean: return unsafe .boolean(value.integer != 0)
        case linktally_json_integer: return unsafe .integer(value.integer)
        case linktally_json_number: return .number
        case linktally_json_array: return .array
        case linktally_json_object: return .object
        case linktally_json_string:
            let bytes = unsafe UnsafeRawBufferPointer(start: value.string, count: value.length)
            return .string(unsafe String(decoding: bytes, as: UTF8.self))
        default: return .missing
        }
    }
}

extension PaddedJSON {
    /// The text's first byte and its length.
    fileprivate func withPointer<Result>(_ body: (UnsafePointer<CChar>, Int) -> Result) -> Result {
        unsafe bytes.withUnsafeBytes { bytes in
            let start = unsafe (bytes.baseAddress! + range.lowerBound).assumingMemoryBound(to: CChar.self)
            return unsafe body(start, range.count)
        }
    }
}

/// A value of JSON as far as payment events need it; lists and objects are looked into by their pointers.
enum FieldValue: Equatable {
    case missing, null, array, object
    case boolean(Bool)
    case integer(Int64)
    /// A number with a fraction or exponent, or one beyond 64 bits.
    case number
    case string(String)

    /// The text of a string; nil for anything else.
    var string: String? { if case .string(let text) = self { text } else { nil } }
    /// The number, where it is whole; nil for anything else.
    var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
    var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
    /// Whether nothing is said: the member is not there, or null.
    var isAbsent: Bool { self == .missing || self == .null }
}

/// A text is no JSON; `reason` says why, in the parser's words.
struct JSONFault: Error, Equatable {
    let reason: String
}
