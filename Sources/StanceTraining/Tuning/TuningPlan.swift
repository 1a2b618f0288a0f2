/// The rungs of successive halving: many recipes on few examples, then the best third on three times as many.
struct TuningPlan: Sendable, Equatable {
    /// A rung.
    struct Rung: Sendable, Equatable {
        /// How many of the recipes drawn are evaluated on it, beside the starting recipe.
        var recipes: Int
        /// How many examples they are evaluated on.
        var examples: Int
        /// How many folds these are cut into.
        var folds: Int
    }

    /// By how much recipes become fewer and examples more.
    static let eta = 3
    /// The fewest examples of a rung, where there are as many: on fewer, folds tell little apart.
    static let fewestExamples = 500

    /// The rungs; the last one has all examples.
    let rungs: [Rung]

    /// Plans a search: rungs until at most three of the recipes drawn are left.
    init(recipes: Int, examples: Int) {
        var counts = [recipes]
        while let last = counts.last, last > Self.eta { counts.append((last + Self.eta - 1) / Self.eta) }
        var size = examples
        var rungs: [Rung] = []
        for count in counts.reversed() {
            rungs.append(Rung(recipes: count, examples: size, folds: rungs.isEmpty ? 5 : 3))
            size = max((size + Self.eta - 1) / Self.eta, min(Self.fewestExamples, examples))
        }
        self.rungs = rungs.reversed()
    }

    /// How much work all of it is: examples times folds times recipes, with the starting recipe on each rung.
    var work: Int { rungs.reduce(0) { $0 + ($1.recipes + 1) * $1.examples * $1.folds } }
}
