// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that nobody who depends on LinkTally resolves what only benchmarks need.
let package = Package(
    name: "LinkTallyBenchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "LinkTally", path: ".."),
        // Without its trait for jemalloc: allocations are counted by LinkTally's own test.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "QueryScannerBenchmarks",
            dependencies: [
                .product(name: "LinkTallyCore", package: "LinkTally"),
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/QueryScannerBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
    ],
    swiftLanguageModes: [.v6]
)

// What is not public of LinkTally is lent by a library that its manifest has only with this variable: `Benchmarks/micro`.
if Context.environment["LINKTALLY_BENCHMARKS"] != nil {
    package.targets.append(
        .executableTarget(
            name: "PipelineBenchmarks",
            dependencies: [
                .product(name: "LinkTallyProbes", package: "LinkTally"),
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/PipelineBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]))
}
