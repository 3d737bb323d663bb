import Foundation

/// The header of an SQLite file, as far as it tells that the file is a store that was cut short (SQLite's "Database File Format",
/// section 1.3).
struct StoreHeader {
    /// Bytes that the file should have.
    let expectedSize: Int

    /// The header of the file at `path`; nil where it is not a store's.
    init?(path: String) {
        guard let file = FileHandle(forReadingAtPath: path), let read = try? file.read(upToCount: 100) else {
            return nil
        }
        let bytes = [UInt8](read)
        guard bytes.starts(with: "SQLite format 3\0".utf8) else { return nil }
        guard bytes.count == 100 else {
            expectedSize = 512
            return
        }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 << 8 | Int($1) } }
        guard number(68..<72) == Int(Store.applicationID) else { return nil }
        // 1 stands for the largest page size, which two bytes have no room for.
        expectedSize = (number(16..<18) == 1 ? 65_536 : number(16..<18)) * number(28..<32)
    }
}
