import Glibc

/// Memory between two pages that cannot be touched: bytes placed at its end or at its start are read past either side
/// only at the price of a crash, with optimisation as without, whatever a kernel loads at a time.
@safe
final class GuardedBytes {
    private static let page = 4096
    private let region: UnsafeMutableRawPointer
    private let regionSize: Int
    private let readable: Int
    private var start = 0
    private(set) var count = 0

    /// Room for `capacity` bytes.
    init(capacity: Int) {
        readable = max(1, (capacity + Self.page - 1) / Self.page) * Self.page
        regionSize = readable + 2 * Self.page
        let mapped = unsafe mmap(nil, regionSize, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED,
            unsafe mprotect(mapped + Self.page, readable, PROT_READ | PROT_WRITE) == 0
        else { fatalError("no memory for \(capacity) guarded bytes") }
        unsafe region = mapped
    }

    deinit { unsafe munmap(region, regionSize) }

    /// Copies `bytes` so that the last of them stands right before the page behind.
    func placeAtEnd(_ bytes: some Collection<UInt8>) { place(bytes, at: readable - bytes.count) }

    /// Copies `bytes` so that the first of them stands right behind the page before.
    func placeAtStart(_ bytes: some Collection<UInt8>) { place(bytes, at: 0) }

    /// What was placed last.
    var bytes: RawSpan {
        @_lifetime(borrow self)
        get {
            let span = unsafe RawSpan(_unsafeStart: region + Self.page + start, byteCount: count)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    private func place(_ bytes: some Collection<UInt8>, at offset: Int) {
        precondition(offset >= 0 && offset + bytes.count <= readable)
        start = offset
        count = bytes.count
        let target = unsafe UnsafeMutableRawBufferPointer(start: region + Self.page + offset, count: count)
        unsafe target.copyBytes(from: bytes)
    }
}
