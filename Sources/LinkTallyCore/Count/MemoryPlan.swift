/// How the bytes of `--max-memory` are shared out: a few times the largest table must fit into them, not the table
/// alone.
///
/// A scan has one sum, and a tally for each worker that is merged into it when it is full. Reading a store back is the
/// same with one gatherer. An ingest has no sum: each worker's tables go into the store when they are full.
package struct MemoryPlan: Sendable {
    private let maxMemory: Int
    private let jobs: Int

    /// - Parameters:
    ///   - maxMemory: Bytes for distinct values.
    ///   - jobs: Workers that share them.
    package init(maxMemory: Int, jobs: Int = 1) {
        self.maxMemory = maxMemory
        self.jobs = jobs
    }

    /// Bytes of the sum from which on it is folded, its list of references left aside.
    ///
    /// Folding counts values and copies what is left of them, so that it takes as much memory again: 7/16 twice leave
    /// 1/8 for what is gathered. Where references are listed, 5/16 twice leave 1/4 more, for the list and its copy.
    package func sum(listsReferences: Bool) -> Int { maxMemory / 16 * (listsReferences ? 5 : 7) }

    /// Bytes from which on the list of references leaves memory: 1/8, and as much for the copy of it while the sum is
    /// folded.
    package var references: Int { maxMemory / 8 }

    /// Bytes from which on counts that come back from a store are merged into the sum: half of what the sum leaves,
    /// since its tables grow by doubling.
    package var gathered: Int { maxMemory / 16 }

    /// Bytes at which the tally of a scan's worker is full.
    ///
    /// All workers have 1/32, and up to 1/16 while others are merging and they go on. That can be little: what a worker
    /// gathers again and again is known to the sum after its first round. One worker has no more than each of two.
    package var worker: Int { max(maxMemory / 32 / max(jobs, 2), Self.leastOfWorker) }

    /// The same until rows are seen to come by again: where nearly all are new, a larger tally only has slower memory.
    package var newWorker: Int { max(worker / 2, Self.leastOfWorker) }

    /// Below this a worker would be busy with handing over.
    private static let leastOfWorker = 256 << 10

    /// Bytes at which the tables of an ingest's worker are full. All workers have half, since writing what a table has
    /// takes about as much again; none has less than keeps it from being busy with handing over.
    package var ingestWorker: Int { max(maxMemory / 2 / max(jobs, 1), 128 << 10) }
}
