import Glibc

/// Where a report's bytes go.
package protocol ByteSink: AnyObject {
    /// Takes all of `bytes`, or throws.
    func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFailure)
}

/// A sink did not take the bytes.
package struct WriteFailure: Error, Equatable {
    /// The system's error number.
    package let code: Int32

    package init(code: Int32) { self.code = code }
}

/// An open file, pipe or terminal, which stays open.
package final class FileSink: ByteSink {
    private let descriptor: Int32

    package init(descriptor: Int32) { self.descriptor = descriptor }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFailure) {
        var rest = unsafe bytes
        while unsafe !rest.isEmpty {
            let count = unsafe Glibc.write(descriptor, rest.baseAddress!, rest.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EAGAIN {
                // Someone who shares our stdout made it non-blocking.
                var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                unsafe poll(&polled, 1, -1)
                continue
            }
            guard count > 0 else { throw WriteFailure(code: count < 0 ? errno : ENOSPC) }
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
    }
}

/// Passes JSON on to where an element of HTML has it: `<`, `>` and `&`, which stand in strings alone, as `\u003c` and the
/// like, so that no byte of it means anything to a browser before the JSON is parsed.
final class ScriptSink: ByteSink {
    private let sink: any ByteSink

    init(_ sink: any ByteSink) { self.sink = sink }

    func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFailure) {
        guard unsafe bytes.contains(where: { Self.escape($0) != nil }) else { return try unsafe sink.write(bytes) }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(bytes.count + 1024)
        for index in bytes.indices {
            let byte = unsafe bytes[index]
            if let escape = Self.escape(byte) { escaped += escape.utf8 } else { escaped.append(byte) }
        }
        try unsafe escaped.rawSpan.withUnsafeBytes { bytes throws(WriteFailure) in try unsafe sink.write(bytes) }
    }

    private static func escape(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "\\u003c"
        case UInt8(ascii: ">"): "\\u003e"
        case UInt8(ascii: "&"): "\\u0026"
        default: nil
        }
    }
}

/// Keeps the bytes.
package final class MemorySink: ByteSink {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package func write(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes.append(contentsOf: bytes) }
}
