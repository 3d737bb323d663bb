import LinkTallyPayments
import LinkTallyStore

/// A store's payments, written under the store's lock: from the first that is added to the last. Whoever only reports does not
/// wait for anybody.
struct LockedPayments: PaymentSink {
    private let payments: PaymentDatabase
    private let arguments: StoreArguments
    private var lock: StoreLock?

    init(_ payments: PaymentDatabase, _ arguments: StoreArguments) {
        self.payments = payments
        self.arguments = arguments
    }

    mutating func add(_ seen: [SeenPayment]) throws -> Int {
        guard !seen.isEmpty else { return 0 }
        if lock == nil { lock = try StoreAccess.lock(arguments, creating: false) }
        return try payments.add(seen)
    }
}
