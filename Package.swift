// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target marks what is unsafe; `Lifetimes` lets an owner lend a span of its memory.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableExperimentalFeature("Lifetimes"),
]

/// Tests are not optimised, which halves the time that they take to build; what they test is.
let tests: [SwiftSetting] = strict + [.unsafeFlags(["-Onone"])]

/// A product of another package: only the command needs one, so that a package that depends on the core alone, with
/// `traits: []`, fetches and builds nothing else.
func product(_ name: String, of package: String) -> Target.Dependency {
    .product(name: name, package: package, condition: .when(traits: ["Command"]))
}

/// A library of the system that only builds with a trait need.
func library(_ name: String, trait: String) -> Target.Dependency {
    .target(name: name, condition: .when(traits: [trait]))
}
let packers = [
    library("CZstd", trait: "Zstd"), library("CBzip2", trait: "Bzip2"), library("CLZMA", trait: "XZ"),
    library("CLZ4", trait: "LZ4"),
]

let argumentParser = product("ArgumentParser", of: "swift-argument-parser")
let database = product("GRDB", of: "GRDB.swift")

let package = Package(
    name: "LinkTally",
    products: [
        .library(name: "LinkTallyCore", targets: ["LinkTallyCore"]),
        .executable(name: "linktally", targets: ["linktally"]),
    ],
    traits: [
        .default(enabledTraits: ["Command", "ISAL", "Zstd", "Bzip2", "XZ", "LZ4"]),
        .trait(name: "Command", description: "Build the command, with the packages that it and the store need."),
        .trait(name: "ISAL", description: "Inflate with Intel's ISA-L beside zlib; needs libisal-dev."),
        .trait(name: "Zstd", description: "Unpack zstd; needs libzstd-dev."),
        .trait(name: "Bzip2", description: "Unpack bzip2; needs libbz2-dev."),
        .trait(name: "XZ", description: "Unpack xz; needs liblzma-dev."),
        .trait(name: "LZ4", description: "Unpack LZ4 frames; needs liblz4-dev."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // Floor 0: kernels and system libraries.
        .target(name: "CByteScan"),
        .target(name: "CTableMemory"),
        .target(name: "CXXHash"),
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CISAL", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CBzip2", providers: [.apt(["libbz2-dev"])]),
        .systemLibrary(name: "CLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),
        .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
        // Floor 1: bytes in, counts out.
        .target(name: "LinkTallyCore", dependencies: ["CByteScan", "CTableMemory", "CXXHash"], swiftSettings: strict),
        // Floor 2: checkout events in, payments out; files to whole lines; campaign sheets.
        .target(name: "LinkTallyPayments", dependencies: ["LinkTallyCore", "CSimdjson"], swiftSettings: strict),
        .target(
            name: "LinkTallyInput",
            dependencies: ["LinkTallyCore", "CZlib", library("CISAL", trait: "ISAL")] + packers,
            swiftSettings: strict),
        .target(name: "LinkTallySheets", dependencies: [product("SwiftCSV", of: "SwiftCSV")], swiftSettings: strict),
        // Floor 3: SQLite; reports to bytes; logs to a summary, in parallel; payment events to where payments are kept.
        .target(
            name: "LinkTallyStore",
            dependencies: ["LinkTallyCore", "LinkTallyPayments", database, product("GRDBSQLite", of: "GRDB.swift")],
            swiftSettings: strict),
        .target(
            name: "LinkTallyReport",
            dependencies: ["LinkTallyCore", "LinkTallyPayments", product("Mustache", of: "swift-mustache")],
            exclude: ["Page/Files"], swiftSettings: strict),
        .target(name: "LinkTallyScan", dependencies: ["LinkTallyCore", "LinkTallyInput"], swiftSettings: strict),
        .target(
            name: "LinkTallyEvents", dependencies: ["LinkTallyCore", "LinkTallyInput", "LinkTallyPayments"],
            swiftSettings: strict),
        // Floor 4: logs into the store, each once.
        .target(
            name: "LinkTallyIngest", dependencies: ["LinkTallyCore", "LinkTallyInput", "LinkTallyStore"],
            swiftSettings: strict),
        // Floor 5: the command line.
        .executableTarget(
            name: "linktally",
            dependencies: [
                "LinkTallyCore", "LinkTallyPayments", "LinkTallyInput", "LinkTallyStore", "LinkTallyReport",
                "LinkTallySheets", "LinkTallyScan", "LinkTallyEvents", "LinkTallyIngest", argumentParser,
            ],
            swiftSettings: strict),
        // A log generator for tests and benchmarks; not a product.
        .executableTarget(name: "linktally-loggen", dependencies: [argumentParser], swiftSettings: strict),
        .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
        .target(
            name: "TestSupport", dependencies: ["LinkTallyCore", "CZlib"] + packers, path: "Tests/TestSupport",
            swiftSettings: strict),
        .testTarget(
            name: "LinkTallyCoreTests",
            dependencies: ["LinkTallyCore", "CAllocationCount", "CByteScan", "TestSupport"],
            swiftSettings: tests),
        .testTarget(
            name: "LinkTallyPaymentsTests",
            dependencies: [
                "LinkTallyInput", "LinkTallyPayments", "LinkTallyEvents", "LinkTallyReport", "LinkTallyStore",
                "TestSupport", database,
            ],
            swiftSettings: tests),
        .testTarget(
            name: "LinkTallyInputTests",
            dependencies: ["LinkTallyInput", "LinkTallyScan", "CZlib", "TestSupport"], swiftSettings: tests),
        .testTarget(
            name: "LinkTallyStoreTests",
            dependencies: [
                "LinkTallyInput", "LinkTallyReport", "LinkTallyScan", "LinkTallyStore", "TestSupport", database,
            ],
            swiftSettings: tests),
        .testTarget(
            name: "LinkTallyReportTests",
            dependencies: ["LinkTallyInput", "LinkTallyReport", "LinkTallyScan", "TestSupport"],
            swiftSettings: tests),
        .testTarget(
            name: "LinkTallySheetsTests", dependencies: ["LinkTallySheets", "TestSupport"], swiftSettings: tests),
        .testTarget(
            name: "LinkTallyScanTests", dependencies: ["LinkTallyInput", "LinkTallyScan", "TestSupport"],
            swiftSettings: tests),
        .testTarget(
            name: "LinkTallyEventsTests",
            dependencies: ["LinkTallyInput", "LinkTallyPayments", "LinkTallyEvents", "TestSupport"],
            swiftSettings: tests),
        .testTarget(
            name: "LinkTallyIngestTests", dependencies: ["LinkTallyIngest", "LinkTallyInput", "TestSupport", database],
            swiftSettings: tests),
        // Conformance cases as data, through every window size and number of workers.
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["LinkTallyInput", "LinkTallyReport", "LinkTallyScan", "TestSupport"],
            swiftSettings: tests),
        // Black-box tests of the commands; they find the binaries beside the test bundle.
        .testTarget(
            name: "CommandTests",
            dependencies: ["linktally", "linktally-loggen", "LinkTallyStore", "TestSupport", database],
            swiftSettings: tests),
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
            dependencies: [
                "LinkTallyInput", "LinkTallyPayments", "LinkTallyEvents", "LinkTallyReport", "CFuzzer",
                "TestSupport",
            ],
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
            name: "LinkTallyProbes", dependencies: ["LinkTallyCore", "LinkTallyInput", "LinkTallyScan"],
            path: "Benchmarks/Benchmarks/LinkTallyProbes", swiftSettings: strict))
}
