import Glibc
import LinkTallyInput
import Synchronization

/// SIGINT and SIGTERM: the first ends the run and its report is printed, the second ends the process at once.
enum Interrupts {
    /// The run's stop signal.
    static let stop = StopSignal()
    private static let caught = Atomic<Int32>(0)

    /// The exit status that a caught signal asks for; nil where none came.
    static var status: ExitStatus? {
        switch caught.load(ordering: .relaxed) {
        case SIGINT: .interrupted
        case SIGTERM: .terminated
        default: nil
        }
    }

    /// Whether a signal came: for what cannot be lent the stop signal.
    static func areRaised() -> Bool { stop.isRaised }

    /// Ignores the signals of writes that fail (a closed pipe, a file that would get larger than `ulimit -f` lets it):
    /// the write itself says so, and what it was for is ended in order.
    static func ignoreFailedWrites() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Catches both, unless the parent had them ignored (`nohup`, a shell's background job).
    static func install() {
        // Both are made before a handler needs them: a handler must not run lazy initialisation.
        _ = stop.isRaised
        _ = caught.load(ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            var action = sigaction()
            guard unsafe sigaction(number, nil, &action) == 0, !isIgnored(action) else { continue }
            action = sigaction()
            unsafe action.__sigaction_handler.sa_handler = { Interrupts.handle($0) }
            action.sa_flags = SA_RESTART
            _ = unsafe sigaction(number, &action, nil)
            unblock(number)
        }
    }

    /// Some parents start us from a thread that has every signal blocked, and children inherit that.
    private static func unblock(_ number: Int32) {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, number)
        unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    /// SIG_IGN is the address 1, which cannot be compared as a function.
    private static func isIgnored(_ action: sigaction) -> Bool {
        unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }

    /// Runs inside a signal handler: atomics and `write` only.
    private static func handle(_ number: Int32) {
        let saved = errno
        let (isFirst, _) = caught.compareExchange(expected: 0, desired: number, ordering: .relaxed)
        guard isFirst else { _exit(128 + number) }
        stop.raise()
        errno = saved
    }
}
