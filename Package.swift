// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target marks what is unsafe; `Lifetimes` lets an owner lend a span of its memory.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableExperimentalFeature("Lifetimes"),
]
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "LinkTally",
    products: [
        .library(name: "LinkTallyCore", targets: ["LinkTallyCore"]),
        .executable(name: "linktally", targets: ["linktally"]),
    ],
    traits: [
        .default(enabledTraits: ["ISAL"]),
        .trait(name: "ISAL", description: "Inflate with Intel's ISA-L beside zlib; needs libisal-dev."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        // Floor 0: kernels and system libraries.
        .target(name: "CByteScan"),
        .target(name: "CTableMemory"),
        .target(name: "CXXHash"),
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
        // Floor 1: bytes in, counts out.
        .target(name: "LinkTallyCore", dependencies: ["CByteScan", "CTableMemory", "CXXHash"], swiftSettings: strict),
        // Floor 1: checkout events in, payments out.
        .target(name: "LinkTallyPayments", dependencies: ["LinkTallyCore", "CSimdjson"], swiftSettings: strict),
        // Floor 2: inputs in parallel; SQLite; reports to bytes; campaign sheets.
        .target(
            name: "LinkTallyIngest",
            dependencies: [
                "LinkTallyCore", "LinkTallyPayments", "CZlib",
                .target(name: "CISAL", condition: .when(traits: ["ISAL"])),
            ],
            swiftSettings: strict),
        .target(
            name: "LinkTallyStore",
            dependencies: [
                "LinkTallyCore", "LinkTallyPayments", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(name: "LinkTallyReport", dependencies: ["LinkTallyCore", "LinkTallyPayments"], swiftSettings: strict),
        .target(
            name: "LinkTallySheets", dependencies: [.product(name: "SwiftCSV", package: "SwiftCSV")],
            swiftSettings: strict),
        // Floor 3: logs into the store, each once.
        .target(
            name: "LinkTallyNightly", dependencies: ["LinkTallyCore", "LinkTallyIngest", "LinkTallyStore"],
            swiftSettings: strict),
        // Floor 4: the command line.
        .executableTarget(
            name: "linktally",
            dependencies: [
                "LinkTallyCore", "LinkTallyIngest", "LinkTallyPayments", "LinkTallyStore", "LinkTallyReport",
                "LinkTallySheets", "LinkTallyNightly", argumentParser,
            ],
            swiftSettings: strict),
        // A log generator for tests and benchmarks; not a product.
        .executableTarget(name: "linktally-loggen", dependencies: [argumentParser], swiftSettings: strict),
        .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
        .target(name: "TestSupport", dependencies: ["CZlib"], path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(
            name: "LinkTallyCoreTests",
            dependencies: ["LinkTallyCore", "CAllocationCount", "CByteScan", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "LinkTallyPaymentsTests",
            dependencies: [
                "LinkTallyIngest", "LinkTallyPayments", "LinkTallyStore", "LinkTallyReport", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LinkTallyIngestTests",
            dependencies: ["LinkTallyIngest", "LinkTallyPayments", "CZlib", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "LinkTallyStoreTests",
            dependencies: [
                "LinkTallyIngest", "LinkTallyReport", "LinkTallyStore", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LinkTallyNightlyTests",
            dependencies: ["LinkTallyNightly", .product(name: "GRDB", package: "GRDB.swift")], swiftSettings: strict),
        .testTarget(
            name: "LinkTallyReportTests", dependencies: ["LinkTallyIngest", "LinkTallyReport", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "LinkTallySheetsTests", dependencies: ["LinkTallySheets", "TestSupport"], swiftSettings: strict),
        // Conformance cases as data, through every window size and number of workers.
        .testTarget(
            name: "ConformanceTests", dependencies: ["LinkTallyIngest", "LinkTallyReport", "TestSupport"],
            swiftSettings: strict),
        // Black-box tests of the commands; they find the binaries beside the test bundle.
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "linktally", "linktally-loggen", "LinkTallyStore", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

// `make fuzz` builds this with libFuzzer; nobody else sees it.
if Context.environment["LINKTALLY_FUZZ"] != nil {
    package.targets += [
        .target(name: "CFuzzer", path: "Tests/CFuzzer"),
        .executableTarget(
            name: "linktally-fuzz",
            dependencies: ["LinkTallyIngest", "LinkTallyPayments", "LinkTallyReport", "CFuzzer"],
            path: "Tests/Fuzz",
            exclude: ["README.md", "Corpus.tar.gz", "seeds.py"], swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
    ]
}

// `Benchmarks/micro` builds this: it lends the nested package what is not public.
if Context.environment["LINKTALLY_BENCHMARKS"] != nil {
    package.products.append(.library(name: "LinkTallyProbes", targets: ["LinkTallyProbes"]))
    package.targets.append(
        .target(
            name: "LinkTallyProbes", dependencies: ["LinkTallyCore", "LinkTallyIngest"],
            path: "Benchmarks/Benchmarks/LinkTallyProbes", swiftSettings: strict))
}
