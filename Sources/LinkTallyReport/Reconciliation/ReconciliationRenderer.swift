import LinkTallyPayments

/// A form of the report on payments.
///
/// To add one, write a file with a type that conforms, and name the type in `ReconciliationRenderers.all`.
package protocol ReconciliationRenderer: Sendable {
    /// The name that `--output` takes.
    static var name: String { get }

    init()

    /// Writes the whole report. Rows are read from `lists`, none is kept.
    ///
    /// - Parameter top: Entries of each list; nil: all.
    /// - Throws: `WriteFailure`, or what `lists` throws.
    func render(
        _ reconciliation: Reconciliation, _ lists: any ReconciliationLists, top: Int?, to writer: inout ByteWriter)
        throws
}
