import Testing

@testable import StanceTraining

@Suite struct TuningPlanTests {
    @Test("A third of the recipes goes on to three times as many examples; the last rung has all, in five folds")
    func halving() {
        #expect(
            TuningPlan(recipes: 27, examples: 9000).rungs == [
                .init(recipes: 27, examples: 1000, folds: 3), .init(recipes: 9, examples: 3000, folds: 3),
                .init(recipes: 3, examples: 9000, folds: 5),
            ])
    }

    @Test("No rung has fewer than 500 examples, where there are as many", arguments: [(1200, 500), (300, 300)])
    func fewest(examples: Int, first: Int) {
        #expect(TuningPlan(recipes: 27, examples: examples).rungs.map(\.examples).first == first)
    }

    @Test("Few recipes go straight to all examples")
    func small() {
        #expect(TuningPlan(recipes: 3, examples: 900).rungs == [.init(recipes: 3, examples: 900, folds: 5)])
        #expect(TuningPlan(recipes: 4, examples: 1800).rungs.map(\.recipes) == [4, 2])
    }

    @Test("Samples are nested and have the data's mixture of labels, whatever the share")
    func nested() throws {
        let lines = Corpus.lines(90) + String(repeating: "__label__rare never seen\n", count: 9)
        let data = try Corpus.data(lines)
        let order = data.stratifiedOrder(seed: 4)
        #expect(order.sorted() == Array(0..<99))
        #expect(order != data.stratifiedOrder(seed: 5) && order == data.stratifiedOrder(seed: 4))
        for size in [11, 33, 66] {
            let sample = data.selecting(Array(order.prefix(size)))
            #expect(sample.labels == data.labels && sample.texts.count == size)
            for (count, whole) in zip(sample.labelCounts, data.labelCounts) {
                // Each label begins at a random place, up to one example off.
                #expect(abs(Double(count) - Double(whole * size) / 99) < 1.01)
            }
        }
    }
}
