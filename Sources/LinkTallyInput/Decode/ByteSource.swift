/// Where a decoder gets its bytes: as they are stored.
protocol ByteSource: AnyObject {
    /// Fills the front of `buffer`, which is not empty; returns the number of bytes, 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int
}
