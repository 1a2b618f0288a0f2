public import StanceKit

extension EvaluationSample {
    /// The same items in the order of another sample: by id where both have ids that stand once, else by place.
    ///
    /// - Throws: `StanceError.Cause.differentLengths`, `.unmatchedID` or `.differentTruth` where the items are not the same.
    public func aligned(with other: EvaluationSample) throws(StanceError) -> EvaluationSample {
        guard truths.count == other.truths.count else {
            throw StanceError(
                .differentLengths(found: truths.count, expected: other.truths.count, other: other.name), path: name)
        }
        var result = self
        if let ids, let otherIDs = other.ids, Set(ids).count == ids.count {
            let places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
            var order: [Int] = []
            for id in otherIDs {
                guard let place = places[id] else {
                    throw StanceError(.unmatchedID(id, other: name), path: other.name)
                }
                order.append(place)
            }
            result = items(order)
        }
        for item in truths.indices {
            let (found, expected) = (result.labels[result.truths[item]], other.labels[other.truths[item]])
            guard found == expected else {
                throw StanceError(
                    .differentTruth(
                        item: other.ids?[item] ?? String(item + 1), found: found, expected: expected, other: other.name),
                    path: name)
            }
        }
        return result
    }

    /// Samples of the same items with their labels made the same.
    public static func withCommonLabels(_ samples: [EvaluationSample]) -> [EvaluationSample] {
        let labels = Set(samples.flatMap(\.labels)).sorted()
        return samples.map { $0.relabelled(labels) }
    }
}
