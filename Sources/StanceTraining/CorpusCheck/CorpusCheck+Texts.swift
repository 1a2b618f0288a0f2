import StanceKit

extension CorpusCheck {
    /// Texts that stand twice, with one label or two, in one split or two, and near-duplicates across splits.
    func textFindings(_ records: CorpusRecords) -> [CorpusFinding] {
        /// The first record of a text, and the first one of it that has a label.
        struct Group {
            var first: Int
            var labelled: Int?
        }
        let items = records.items
        var groups: [ArraySlice<UInt8>: Group] = [:]
        var firsts: [Int] = []
        var findings: [CorpusFinding] = []
        for (index, item) in items.enumerated() where !item.isBlank {
            guard let group = groups[item.text] else {
                groups[item.text] = Group(first: index, labelled: item.label == nil ? nil : index)
                firsts.append(index)
                continue
            }
            var isContradiction = false
            if let label = item.label {
                if let labelled = group.labelled, let other = items[labelled].label, other != label {
                    isContradiction = true
                    findings.append(
                        CorpusFinding(
                            .contradiction(label: label, otherLabel: other), at: item.place,
                            and: items[labelled].place))
                } else if group.labelled == nil {
                    groups[item.text]?.labelled = index
                }
            }
            let first = items[group.first]
            if first.split != item.split {
                let cause = CorpusFinding.Cause.leak(
                    split: records.splits[item.split], otherSplit: records.splits[first.split])
                findings.append(CorpusFinding(cause, at: item.place, and: first.place))
            } else if !isContradiction {
                findings.append(CorpusFinding(.duplicate, at: item.place, and: first.place))
            }
        }
        return findings + nearDuplicates(of: firsts, records)
    }

    /// Near-duplicates among the first records of each text. What stands there once more is reported already.
    private func nearDuplicates(of firsts: [Int], _ records: CorpusRecords) -> [CorpusFinding] {
        let items = firsts.map { records.items[$0] }
        let matches = NearDuplicates.matches(
            texts: items.map(\.text), groups: items.map(\.split), parallelism: parallelism)
        return matches.map { match in
            let (item, other) = (items[match.item], items[match.other])
            let cause = CorpusFinding.Cause.nearDuplicate(
                similarity: match.similarity, otherSplit: records.splits[other.split])
            return CorpusFinding(cause, at: item.place, and: other.place)
        }
    }
}
