import Testing
@testable import LinkTallyCore
@Test func x() { #expect(RowKey.headerSize == 16) }
