import Foundation
import Testing

@testable import StanceKit

@Suite("The weights of readings")
struct ReadingFeatureTests {
    @Test("are one a feature, and make a probability")
    func weights() {
        #expect(ReadingWeights.weights.count == ReadingFeature.allCases.count)
        for feature in ReadingFeature.allCases {
            var features = ReadingFeatures()
            #expect(abs(features.probability - logistic(ReadingWeights.bias)) < 1e-12)
            features.insert(feature, if: false)
            #expect(!features.contains(feature))
            features.insert(feature, if: true)
            #expect(features.contains(feature))
            let expected = logistic(ReadingWeights.bias + ReadingWeights.weights[feature.rawValue])
            #expect(abs(features.probability - expected) < 1e-12)
        }
    }

    private func logistic(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }
}
