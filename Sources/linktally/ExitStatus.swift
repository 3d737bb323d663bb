/// How a run ended, as the shell sees it.
enum ExitStatus: Int32, Error {
    /// All was counted.
    case success = 0
    /// Nothing could be done: no input opened or recognised, output not writable.
    case failure = 1
    /// Wrong usage.
    case usage = 2
    /// At least one input had a fault; the rest was counted.
    case inputFault = 3
    /// `check`, `link`: the payment page would drop a value.
    case wouldDrop = 4
    /// SIGINT, after the report so far.
    case interrupted = 130
    /// Nobody reads our output any more.
    case brokenPipe = 141
    /// SIGTERM, after the report so far.
    case terminated = 143
}
