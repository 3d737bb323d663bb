#if THREAD_SANITIZER
    import LinkTallyInput

    /// With ThreadSanitizer there are two types of this name, that of LinkTallyInput and that of `Synchronization`; this
    /// says which one is meant in the module.
    typealias Mutex<Value: ~Copyable> = LinkTallyInput.Mutex<Value>
#endif
