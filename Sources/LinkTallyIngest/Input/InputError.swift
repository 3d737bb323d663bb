/// Why an input was not read to its end.
package struct InputError: Error, Sendable, Equatable {
    package let fault: InputFault
    /// The system's error number, where the system refused.
    package let code: Int32?
    /// Offset in the input's own (compressed) bytes where the fault was found, where that says something.
    package let offset: Int?

    package init(_ fault: InputFault, code: Int32? = nil, offset: Int? = nil) {
        self.fault = fault
        self.code = code
        self.offset = offset
    }
}
