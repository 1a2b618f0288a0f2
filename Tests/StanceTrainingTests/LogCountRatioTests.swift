import Foundation
import LinearAlgebra
import Testing

@testable import StanceTraining

@Suite struct LogCountRatioTests {
    /// Four texts over three features: feature 0 in both of label 0, feature 1 in all but one, feature 2 in one of label 1.
    private static let matrix = SparseMatrix(
        columns: 3, rowOffsets: [0, 2, 4, 5, 7], columnIndices: [0, 1, 0, 1, 1, 0, 2],
        values: [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
    private static let targets = Targets(
        labels: [0, 0, 1, 1], weights: [1, 1, 1, 1], masses: nil, labelCount: 2)

    @Test("the factors are those computed by hand", arguments: [0.5, 1, 2])
    func byHand(power: Double) {
        // Label 0 has features 0 and 1 twice each, label 1 has each feature once: with 1 added, shares of 7 and of 6.
        let ratios = [log((3.0 / 7) / (2.0 / 6)), log((3.0 / 7) / (2.0 / 6)), log((1.0 / 7) / (2.0 / 6))]
        // For two labels the other one's ratio is the negative, so that the root mean square is the ratio's size.
        for (found, ratio) in zip(Self.matrix.logCountRatios(Self.targets, power: power), ratios) {
            #expect(abs(Double(found) - pow(abs(ratio), power)) <= 1e-6)
        }
    }

    @Test("with three labels each one's ratio counts by its share of all occurrences")
    func threeLabels() {
        let targets = Targets(labels: [0, 0, 1, 2], weights: [1, 1, 1, 1], masses: nil, labelCount: 3)
        // Occurrences of the labels: 4, 1, 2 of 7; of feature 0: 2, 0, 1.
        let ratios = [
            log((3.0 / 7) / (2.0 / 6)), log((1.0 / 4) / (4.0 / 9)), log((2.0 / 5) / (3.0 / 8)),
        ]
        let mean = 4.0 / 7 * ratios[0] * ratios[0] + 1.0 / 7 * ratios[1] * ratios[1] + 2.0 / 7 * ratios[2] * ratios[2]
        let found = Self.matrix.logCountRatios(targets, power: 1)
        #expect(abs(Double(found[0]) - mean.squareRoot()) <= 1e-6)
    }

    @Test("a power of 0 scales nothing, and neither does a label without examples")
    func nothing() {
        #expect(Self.matrix.logCountRatios(Self.targets, power: 0) == [1, 1, 1])
        var more = Self.targets
        more.labelCount = 3
        #expect(Self.matrix.logCountRatios(more, power: 1) == Self.matrix.logCountRatios(Self.targets, power: 1))
    }

    @Test("columns and rows are multiplied by their factors")
    func scaling() {
        let scaled = Self.matrix.scalingColumns(by: [2, 0, -1])
        #expect(scaled.values == [0.6, 0, 1, 0, 0, 1.6, -0.9])
        #expect(scaled.columnIndices == Self.matrix.columnIndices && scaled.rowOffsets == Self.matrix.rowOffsets)
        var dense = Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4])
        dense.scaleRows(by: [10, -1])
        #expect(dense.values == [10, 20, -3, -4])
    }
}
