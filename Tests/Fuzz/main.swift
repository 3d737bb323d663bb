import CFuzzer
import Glibc

// HARNESS=name linktally-fuzz [libFuzzer's arguments]; see README.md. Not an argument, since libFuzzer starts itself again.
let name = unsafe getenv("HARNESS").map { unsafe String(cString: $0) } ?? ""
guard let harness = Harnesses.all.firstIndex(where: { $0.name == name }) else {
    print("HARNESS '\(name)' is none of \(Harnesses.all.map(\.name).joined(separator: ", "))")
    exit(2)
}
unsafe Harnesses.chosen = harness
var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
exit(
    unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
        unsafe Harnesses.all[Harnesses.chosen].run(Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
    })
