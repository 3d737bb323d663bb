/// The counters of a table that is a set.
struct NoCounters: BitwiseCopyable {}
