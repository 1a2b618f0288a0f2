/// Numbers from 0 up that stand in fields: weights, shares, probabilities.
package enum Amount {
    /// The number that a field holds.
    ///
    /// - Parameters:
    ///   - smallest: the least number above 0 that can be reckoned with.
    ///   - limit: what all numbers are below.
    /// - Throws: `StanceError.Cause.notAWeight` or `.weightOutOfRange`.
    package static func parsed(
        _ value: String, of field: String, from smallest: Double = 0, below limit: Double
    ) throws(StanceError) -> Double {
        guard let number = Double(value), number >= 0, number.isFinite else {
            throw StanceError(.notAWeight(field, value: value))
        }
        guard number == 0 || number >= smallest && number < limit else {
            throw StanceError(.weightOutOfRange(field, value: value, from: smallest, below: limit))
        }
        return number
    }
}
