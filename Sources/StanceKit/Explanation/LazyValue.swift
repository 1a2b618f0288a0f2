import Synchronization

/// A value that is made when it is first asked for, by whichever thread comes first.
final class LazyValue<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    /// The value, made by `make` if nobody has asked before.
    func get(_ make: () -> Value) -> Value {
        value.withLock { value in
            let made = value ?? make()
            value = made
            return made
        }
    }
}
