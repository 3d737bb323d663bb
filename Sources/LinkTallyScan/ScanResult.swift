import LinkTallyCore

/// What a run found.
package struct ScanResult: ~Copyable {
    package let summary: Summary
    /// One for each input, in the order given.
    package let inputs: [InputReport]
}
