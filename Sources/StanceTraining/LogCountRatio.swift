import Foundation
import LinearAlgebra

extension SparseMatrix {
    /// How much each feature sets labels apart: the root mean square of its log-count ratios, to a power.
    ///
    /// The ratio for a label is r = log((p / ‖p‖₁) / (q / ‖q‖₁)), with p the number of the label's examples that have the
    /// feature, q that of all others, each plus 1 (Wang & Manning 2012). The mean is over the labels, weighted by how many
    /// feature occurrences each has. Wang & Manning scale each label's weights by that label's ratio; with one factor for
    /// all labels it is the same for two labels, and with many it is not misled by labels of few examples.
    /// - Complexity: O(entries + features · labels).
    func logCountRatios(_ targets: Targets, power: Double) -> [Float] {
        guard power > 0 else { return [Float](repeating: 1, count: columns) }
        let labels = targets.labelCount
        var counts = [Double](repeating: 0, count: columns * labels)
        for row in 0..<rows {
            for entry in rowOffsets[row]..<rowOffsets[row + 1] {
                counts[Int(columnIndices[entry]) * labels + targets.labels[row]] += 1
            }
        }
        var totals = [Double](repeating: 0, count: labels)
        for (index, count) in counts.enumerated() { totals[index % labels] += count }
        let total = totals.reduce(0, +)
        return (0..<columns).map { feature in
            let own = counts[feature * labels..<(feature + 1) * labels]
            let all = own.reduce(0, +)
            var mean = 0.0
            for (count, labelTotal) in zip(own, totals) where labelTotal > 0 {
                let share = (count + 1) / (labelTotal + Double(columns))
                let otherShare = (all - count + 1) / (total - labelTotal + Double(columns))
                let ratio = log(share / otherShare)
                mean += labelTotal / total * ratio * ratio
            }
            return Float(pow(mean, power / 2))
        }
    }

    /// The matrix with each column multiplied by a factor.
    func scalingColumns(by factors: [Float]) -> SparseMatrix {
        SparseMatrix(
            columns: columns, rowOffsets: rowOffsets, columnIndices: columnIndices,
            values: zip(columnIndices, values).map { factors[Int($0)] * $1 })
    }
}

extension Matrix {
    /// Multiplies each row by a factor.
    mutating func scaleRows(by factors: [Float]) {
        for (row, factor) in factors.enumerated() {
            for index in row * columns..<(row + 1) * columns { values[index] *= factor }
        }
    }
}
