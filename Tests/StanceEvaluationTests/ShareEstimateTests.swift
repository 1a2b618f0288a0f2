import LinearAlgebra
import Testing

@testable import StanceEvaluation

@Suite struct ShareEstimateTests {
    @Test("An estimate is never wider than the labels alone, and uses predictions that are good")
    func shares() {
        let labels = (0..<200).map { $0 % 5 == 0 }
        let good = labels.enumerated().map { $1 != ($0 % 50 == 0) ? 1.0 : 0.0 }
        let useless = labels.indices.map { Double($0 % 7) / 7 }
        let rest = (0..<5000).map { $0 % 5 == 0 ? 1.0 : 0.0 }
        func width(_ estimate: Estimate) -> Double { estimate.high - estimate.low }
        let corrected = ShareEstimate(isLabel: labels, predictions: good, unlabelled: rest)
        #expect(width(corrected.share!) < 0.6 * width(corrected.labelsAlone!) && corrected.lambda > 0.5)
        let same = ShareEstimate(isLabel: labels, predictions: useless, unlabelled: rest.map { _ in 0.5 })
        #expect(width(same.share!) <= width(same.labelsAlone!))
        let few = ShareEstimate(
            isLabel: (0..<50).map { $0 < 9 }, predictions: [Double](repeating: 0, count: 50), unlabelled: [])
        #expect(few.tooFew && few.share == nil && few.positives == 9)
    }

    @Test("The labels to add are enough, and one less is not; where even all are not, it is said")
    func labelsToAdd() throws {
        let labels = (0..<100).map { $0 % 4 == 0 }
        // Without predictions that tell anything Wilson's interval alone decides.
        let rest = [Double](repeating: 0, count: 900)
        func estimate(_ width: Double, _ rest: [Double]) -> ShareEstimate {
            ShareEstimate(isLabel: labels, predictions: labels.map { _ in 0 }, unlabelled: rest, width: width)
        }
        func width(_ items: Int) -> Double {
            // The variance of the 100 labels has n - 1 in its divisor.
            let found = WilsonInterval.interval(share: 0.25, items: Double(items) * 99 / 100)
            return found.high - found.low
        }
        let found = estimate(0.08, rest)
        let added = try #require(found.labelsToAdd)
        #expect(found.widthReached == true && width(100 + added) <= 0.08 && width(100 + added - 1) > 0.08)
        let short = estimate(0.08, Array(rest.prefix(40)))
        #expect(short.labelsToAdd == 40 && short.widthReached == false)
        #expect(short.labelsToAddCell == "all 40: not enough" && found.labelsToAddCell == "\(added)")
        #expect(estimate(0.3, []).labelsToAdd == 0)
    }

    @Test("Equal weights are no weights; unequal ones move the share as they should")
    func weights() {
        let labels = (0..<100).map { $0 < 40 }
        let predictions = labels.map { $0 ? 0.7 : 0.2 }
        let rest = (0..<1000).map { Double($0 % 10) / 10 }
        let plain = ShareEstimate(isLabel: labels, predictions: predictions, unlabelled: rest)
        let equal = ShareEstimate(
            isLabel: labels, predictions: predictions, weights: labels.map { _ in 3 }, unlabelled: rest)
        #expect(abs(plain.share!.low - equal.share!.low) < 1e-12)
        let weighted = ShareEstimate(
            isLabel: labels, predictions: labels.map { _ in 0 }, weights: labels.map { $0 ? 1 : 2 }, unlabelled: rest)
        #expect(abs(weighted.labelsAlone!.value - 40.0 / 160) < 1e-12)
    }

    @Test("A simple random sample has the share and the interval of PPI++")
    func predictionPoweredInference() throws {
        let (labelled, others) = (60, 540)
        let truths = (0..<labelled).map { $0 % 3 == 0 }
        let predictions = (0..<labelled).map { $0 % 3 == 0 || $0 % 12 == 1 ? 0.8 : 0.2 }
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        func product(_ first: [Double], _ second: [Double]) -> Double {
            zip(first, second).reduce(0) { $0 + ($1.0 - mean(first)) * ($1.1 - mean(second)) } / Double(first.count - 1)
        }
        // Predictions of the others, whose variance and that of all is the sample's: then both variances are the same too.
        let spread = product(predictions, predictions)
        let step = (spread * Double(others - 1) / Double(others)).squareRoot()
        let shift = (spread * Double(labelled + others) / Double(labelled * others)).squareRoot()
        let rest = (0..<others).map { mean(predictions) + shift + ($0 % 2 == 0 ? step : -step) }
        #expect(abs(product(predictions + rest, predictions + rest) - spread) < 1e-12)

        let (n, m) = (Double(labelled), Double(others))
        let labels = truths.map { $0 ? 1.0 : 0.0 }
        let lambda = product(labels, predictions) / (spread * (1 + n / m))
        let share = mean(labels) + lambda * (mean(rest) - mean(predictions))
        let residuals = zip(labels, predictions).map { $0 - lambda * $1 }
        let variance = product(residuals, residuals) / n + lambda * lambda * product(rest, rest) / m
        let expected = WilsonInterval.interval(share: share, items: share * (1 - share) / variance)

        let found = ShareEstimate(isLabel: truths, predictions: predictions, unlabelled: rest)
        let interval = try #require(found.share)
        #expect(abs(found.lambda / (1 + n / m) - lambda) < 1e-12)
        #expect(abs(interval.value - share) < 1e-12)
        #expect(abs(interval.low - expected.low) < 1e-12 && abs(interval.high - expected.high) < 1e-12)
    }

    @Test("Of items drawn with unequal probabilities the weighted share has no bias, and its interval holds")
    func unequalProbabilities() throws {
        var generator = SplitMix64(seed: 1)
        let draws = 300
        var (error, covered) = (0.0, 0)
        for _ in 0..<draws {
            var (truths, predictions, weights, rest) = ([Bool](), [Double](), [Double](), [Double]())
            var labels = 0
            for _ in 0..<2000 {
                let isLabel = Double.random(in: 0..<1, using: &generator) < 0.25
                let isRight = Double.random(in: 0..<1, using: &generator) < 0.8
                let isPredicted = isLabel == isRight
                // What is predicted to have the label is labelled three times as often.
                let probability = isPredicted ? 0.3 : 0.1
                if isLabel { labels += 1 }
                if Double.random(in: 0..<1, using: &generator) < probability {
                    truths.append(isLabel)
                    predictions.append(isPredicted ? 1 : 0)
                    weights.append(1 / probability)
                } else {
                    rest.append(isPredicted ? 1 : 0)
                }
            }
            let found = ShareEstimate(isLabel: truths, predictions: predictions, weights: weights, unlabelled: rest)
            let share = try #require(found.share)
            error += (share.value - Double(labels) / 2000) / Double(draws)
            if share.low <= 0.25, share.high >= 0.25 { covered += 1 }
        }
        // A draw's error has a standard deviation of some 0.02.
        #expect(abs(error) < 0.004)
        #expect((0.92...0.985).contains(Double(covered) / Double(draws)))
    }
}
