import Benchmark
import LinkTallyProbes

/// Scanner, kernels, tables and windows over the logs that `Benchmarks/micro` makes; each benchmark checks its answer.
let benchmarks: @Sendable () -> Void = {
    let logs = MadeLogs()
    for format in logs.formats {
        Benchmark("format: \(format)", configuration: .perByte) { benchmark in
            benchmark.scan(logs.read(format), format: format)
        }
    }
    for kernel in ScanProbe.kernels {
        Benchmark("kernel: \(kernel)", configuration: .perByte) { benchmark in
            precondition(ScanProbe.choose(kernel: kernel))
            benchmark.scan(logs.read("combined"), format: "combined")
        }
    }
    // The same lines but for one number, which is one of 1, 5,000 or 200,000: what is left is what the tables cost.
    for (name, target) in [
        ("rows", "/lp?utm_source=google&utm_medium=cpc&utm_content=banner-#"), ("links", "/lp/#?utm_source=google"),
        ("rejected values", "/lp?utm_source=google.#"), ("references", "/lp?client_reference_id=ord_#"),
    ] {
        for distinct in [1, 5_000, 200_000] {
            Benchmark("tables: \(distinct) \(name)", configuration: .perByte) { benchmark in
                benchmark.scan(MadeLogs.targets(target, distinct: distinct), format: "url")
            }
        }
    }
    for decoder in FileProbe.decoders {
        for kibibytes in [64, 128, 256, 512, 1024] {
            Benchmark("inflate and scan: \(decoder), window \(kibibytes) KiB", configuration: .perByte) { benchmark in
                let (path, lines) = (logs.path("combined") + ".gz", logs.lines(of: "combined"))
                benchmark.throughput(bytes: logs.read("combined").count) {
                    precondition(FileProbe.lines(of: path, decoder: decoder, windowSize: kibibytes << 10) == lines)
                }
            }
        }
    }
}
