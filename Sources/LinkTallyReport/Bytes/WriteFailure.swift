/// A sink did not take the bytes.
package struct WriteFailure: Error, Equatable {
    /// The system's error number.
    package let code: Int32

    package init(code: Int32) { self.code = code }
}
