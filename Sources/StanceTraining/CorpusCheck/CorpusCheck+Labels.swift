import StanceKit

extension CorpusCheck {
    /// A label that is the only one, labels that occur once, and labels that differ from a more frequent one in case alone.
    func labelFindings(_ records: CorpusRecords) -> [CorpusFinding] {
        struct Use {
            var label: String
            var first: StanceError.Place
            var count: Int
        }
        var uses: [Use] = []
        var indices: [String: Int] = [:]
        for item in records.items {
            guard let label = item.label else { continue }
            if let index = indices[label] {
                uses[index].count += 1
            } else {
                indices[label] = uses.count
                uses.append(Use(label: label, first: item.place, count: 1))
            }
        }
        if uses.count == 1, uses[0].count > 1 {
            return [CorpusFinding(.singleLabel(uses[0].label), at: .init(path: uses[0].first.path))]
        }
        // The most frequent spelling of each label; of two as frequent, the one that came first.
        var usual: [String: Use] = [:]
        for use in uses {
            let spelling = use.label.lowercased()
            if use.count > usual[spelling]?.count ?? 0 { usual[spelling] = use }
        }
        return uses.compactMap { use in
            guard let standard = usual[use.label.lowercased()] else { return nil }
            if standard.label != use.label {
                return CorpusFinding(
                    .labelVariant(use.label, of: standard.label), at: use.first, and: standard.first)
            }
            return use.count == 1 ? CorpusFinding(.rareLabel(use.label), at: use.first) : nil
        }
    }

    /// Ids that more than one record has; each is reported with the first record that has it.
    func idFindings(_ records: CorpusRecords) -> [CorpusFinding] {
        var first: [String: StanceError.Place] = [:]
        var findings: [CorpusFinding] = []
        for item in records.items {
            guard let id = item.id, !id.isEmpty else { continue }
            if let other = first[id] {
                findings.append(CorpusFinding(.duplicateID(id), at: item.place, and: other))
            } else {
                first[id] = item.place
            }
        }
        return findings
    }
}
