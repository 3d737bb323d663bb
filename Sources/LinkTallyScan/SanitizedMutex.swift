#if THREAD_SANITIZER
    import LinkTallyInput

    /// Where ThreadSanitizer looks on, its mutex and not that of `Synchronization`.
    typealias Mutex<Value: ~Copyable> = LinkTallyInput.Mutex<Value>
#endif
