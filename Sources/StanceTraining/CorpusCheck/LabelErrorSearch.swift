import LinearAlgebra
import StanceKit

extension CorpusCheck {
    /// The fewest labelled texts among which labels that are probably wrong are sought.
    public static let fewestTexts = 50
}

/// The search for labels that are probably wrong: what models that were trained without a text think of its label.
struct LabelErrorSearch {
    /// The records that have a text and a label, of all splits.
    let items: [CorpusRecords.Item]
    private let data: TrainingData
    private let parallelism: Parallelism
    private let recipe: TrainingRecipe

    private static let folds = 5
    private static let words = 3
    private static let excerpt = 60

    /// Prepares a search; `nil` where there are too few texts or labels.
    init?(_ records: CorpusRecords, recipe: TrainingRecipe = TrainingRecipe(), parallelism: Parallelism) {
        self.recipe = recipe
        items = records.items.filter { !$0.isBlank && $0.label != nil }
        data = TrainingData(texts: items.map(\.text), labels: items.map { $0.label ?? "" })
        self.parallelism = parallelism
        guard items.count >= CorpusCheck.fewestTexts, data.labels.count > 1 else { return nil }
    }

    /// The likely errors, the worst first.
    ///
    /// - Complexity: twice as many trainings as folds; the models of as many folds as there are threads are in memory.
    func findings() throws(StanceError) -> [CorpusFinding] {
        let counts = try TextCounts(texts: data.texts, configuration: recipe.features, parallelism: parallelism)
        let cut = data.folds(Self.folds, seed: recipe.seed)
        let outOfFold: OutOfFold
        do throws(StanceError) {
            outOfFold = try OutOfFold(
                recipe, counts, data.targets(classWeights: .none), cut, monitor: TrainingMonitor(),
                parallelism: parallelism)
        } catch {
            // No n-gram stands in two texts: nothing can be learnt.
            if case .noFeatures = error.cause { return [] }
            throw error
        }
        let predictions = try CrossValidation(recipe: recipe, folds: Self.folds, parallelism: parallelism)
            .predictions(outOfFold, cut, data)
        // A model that has never seen a label cannot doubt it.
        let issues = ConfidentLearning.labelIssues(targets: data.targets, probabilities: predictions.probabilities)
            .filter { outOfFold.isKnown[$0.item] }
        let reasons = try reasons(for: issues, counts, cut)
        return zip(issues, reasons).map { issue, words in
            let item = items[issue.item]
            let text = String(decoding: item.text, as: UTF8.self)
            return CorpusFinding(
                .labelError(
                    .init(
                        given: data.labels[issue.given], suggested: data.labels[issue.suggested],
                        givenProbability: issue.givenProbability, suggestedProbability: issue.suggestedProbability,
                        words: words, text: text.prefix(Self.excerpt) + (text.count > Self.excerpt ? "…" : ""))),
                at: item.place)
        }
    }

    /// The words that speak for each issue, by a linear model of the folds that the item is not in.
    private func reasons(
        for issues: [ConfidentLearning.LabelIssue], _ counts: TextCounts, _ cut: Folds
    ) throws(StanceError) -> [[String]] {
        let extractor = try FeatureExtractor(recipe.features)
        let parts = parallelism.map(count: cut.count) { fold in
            Result { () throws(StanceError) -> [(place: Int, words: [String])] in
                let places = issues.indices.filter { cut.assignment[issues[$0].item] == fold }
                guard !places.isEmpty else { return [] }
                let rows = cut.trainRows(without: fold)
                let training = try TrainingMatrix(counts, rows: rows)
                let fitter = PartFitter(recipe: recipe, stage: "fold", monitor: TrainingMonitor())
                let model = try fitter.linear(
                    training.matrix, data.targets(classWeights: .none).selecting(rows), isRough: true,
                    parallelism: .serial
                ).model
                let weights = WordWeights(model: model, space: training.space, extractor: extractor)
                return places.map { place in
                    let issue = issues[place]
                    let words = weights.words(
                        of: data.texts[issue.item], counts.texts[issue.item], for: issue.suggested,
                        against: issue.given)
                    return (place, Array(words.prefix(Self.words)))
                }
            }
        }
        var result = [[String]](repeating: [], count: issues.count)
        for part in parts { for (place, words) in try part.get() { result[place] = words } }
        return result
    }
}
