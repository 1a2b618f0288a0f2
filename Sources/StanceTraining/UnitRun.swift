import StanceKit

/// One unit of work as its monitor sees it: the fit of one part for one stage.
struct UnitRun: Sendable {
    /// `fold 2 of 5` or `model`.
    var stage: String
    /// `logistic` or `network 1`.
    var part: String
    /// Who watches.
    var monitor: TrainingMonitor

    private var name: String { "\(stage) \(part)".split(separator: " ").joined(separator: "-") }

    /// Tells of a step.
    func report(
        step: Int, of limit: Int, loss: Double, validationLoss: Double? = nil, relativeGradient: Double? = nil
    ) {
        monitor.report(
            TrainingEvent(
                stage: stage, part: part, step: step, limit: limit, loss: loss, validationLoss: validationLoss,
                relativeGradient: relativeGradient))
    }

    /// - Throws: `StanceError.Cause.interrupted` if the work is to end.
    func checkCancellation() throws(StanceError) {
        if monitor.isCancelled() { throw StanceError(.interrupted) }
    }

    /// The unit's result: what an earlier run kept of it, else what `fit` makes, which is then kept.
    func result<Value>(
        encode: (Value) -> Safetensors.Tensors, decode: (Safetensors.Tensors) throws(StanceError) -> Value,
        fit: () throws(StanceError) -> Value
    ) throws(StanceError) -> Value {
        guard let checkpoint = monitor.checkpoint else { return try fit() }
        if let value = try checkpoint.load("\(name)-done", as: decode) { return value }
        let value = try fit()
        try checkpoint.save(encode(value), as: "\(name)-done")
        checkpoint.remove(name)
        return value
    }

    /// The state in which an earlier run left this unit, `nil` if there is none.
    func restored<State>(
        _ decode: (Safetensors.Tensors) throws(StanceError) -> State
    ) throws(StanceError) -> State? {
        try monitor.checkpoint?.load(name, as: decode)
    }

    /// Keeps the state of this unit, if states are kept.
    func keep(_ tensors: () -> Safetensors.Tensors) throws(StanceError) {
        try monitor.checkpoint?.save(tensors(), as: name)
    }
}
