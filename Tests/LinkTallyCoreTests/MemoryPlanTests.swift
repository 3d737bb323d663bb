import Testing

@testable import LinkTallyCore

/// What is promised of `--max-memory`: all tables that are there at a time fit into it.
@Suite struct MemoryPlanTests {
    @Test(arguments: [16 << 20, 100_000_001, 128 << 20, 1 << 40], [1, 2, 7, 64])
    func partsFitIntoTheWhole(_ maxMemory: Int, _ jobs: Int) {
        let plan = MemoryPlan(maxMemory: maxMemory, jobs: jobs)
        // A worker that finds the sum taken goes on until it has twice as much.
        let workers = plan.worker > 256 << 10 ? 2 * jobs * plan.worker : 0
        #expect(2 * plan.sum(listsReferences: false) + workers <= maxMemory)
        #expect(2 * (plan.sum(listsReferences: true) + plan.references) + workers <= maxMemory)
        #expect(2 * plan.sum(listsReferences: false) + 2 * plan.gathered <= maxMemory)
        let isShared = plan.ingestWorker > 128 << 10
        #expect(!isShared || 2 * jobs * plan.ingestWorker <= maxMemory)
    }

    /// The figures of the default, and the least that a worker has of little memory.
    @Test func figures() {
        let plan = MemoryPlan(maxMemory: 128 << 20, jobs: 2)
        #expect(plan.sum(listsReferences: false) == 56 << 20 && plan.sum(listsReferences: true) == 40 << 20)
        #expect(plan.references == 16 << 20 && plan.gathered == 8 << 20)
        #expect(plan.worker == 2 << 20 && plan.newWorker == 1 << 20 && plan.ingestWorker == 32 << 20)
        #expect(MemoryPlan(maxMemory: 128 << 20).worker == plan.worker)
        let little = MemoryPlan(maxMemory: 1 << 20, jobs: 8)
        #expect(little.worker == 256 << 10 && little.newWorker == 256 << 10 && little.ingestWorker == 128 << 10)
    }
}
