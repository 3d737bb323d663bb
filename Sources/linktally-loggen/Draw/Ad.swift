/// An ad: its fixed UTM codes and its landing page.
struct Ad {
    let page: [UInt8]
    let source: [UInt8]
    let medium: [UInt8]
    let campaign: [UInt8]
    let content: [UInt8]
}
