import Glibc

/// An open file, pipe or terminal, which stays open.
package final class FileSink: ByteSink {
    private let descriptor: Int32

    package init(descriptor: Int32) { self.descriptor = descriptor }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFailure) {
        var rest = unsafe bytes
        while unsafe !rest.isEmpty {
            let count = unsafe Glibc.write(descriptor, rest.baseAddress!, rest.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw WriteFailure(code: count < 0 ? errno : ENOSPC) }
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
    }
}
