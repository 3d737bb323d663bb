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
