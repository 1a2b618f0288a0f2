import Foundation
import StanceKit

extension ComparisonReport {
    /// The report as tables for people.
    public func table(showing shown: (String) -> String = { $0 }) -> String {
        let names = systems.map { shown($0.name) }
        let labels = pairs.first.map { $0.perLabel.keys.sorted() } ?? []
        let width = (names + labels.map { shown($0) + " precision" }).reduce(20) { max($0, $1.count) } + 2
        var lines = ["\(items) items; 95 % paired bootstrap intervals", ""]
        lines.append("".padding(to: width) + "accuracy".padding(to: 22) + "macro-F1")
        for system in systems {
            lines.append(
                shown(system.name).padding(to: width) + system.accuracy.cell.padding(to: 22) + system.macroF1.cell)
        }
        let hasSeveral = pairs.count > 1
        for pair in pairs {
            lines += ["", "\(shown(pair.systems[0])) minus \(shown(pair.systems[1]))"]
            lines.append(
                "".padding(to: width) + "difference".padding(to: 24) + "p".padding(to: 8) + (hasSeveral ? "Holm" : ""))
            var rows = pair.overall.map { ($0.name, $0.difference) }
            for label in labels {
                let found = pair.perLabel[label]
                rows += [
                    ("\(label) precision", found?.precision), ("\(label) recall", found?.recall),
                    ("\(label) F1", found?.f1),
                ]
            }
            for (name, difference) in rows {
                lines.append(shown(name).padding(to: width) + (difference.map { $0.row(hasSeveral) } ?? "not defined"))
            }
            let test = pair.mcNemar
            lines.append(
                "McNemar's exact test: \(test.onlyFirst) items right by the first alone, \(test.onlySecond) by the second; p "
                    + Self.probability(test.pValue) + (hasSeveral ? ", Holm " + Self.probability(test.holmPValue) : ""))
            lines.append("They part on \(pair.parted) items" + (pair.partings.isEmpty ? "." : ":"))
            for parting in pair.partings {
                lines.append(
                    shown(
                        "  \(parting.item): \(parting.gold), given \(parting.given.joined(separator: " and "))  "
                            + parting.text))
            }
        }
        return lines.map(\.withoutTrailingSpaces).joined(separator: "\n")
    }

    static func probability(_ value: Double) -> String {
        value < 0.001 ? "<.001" : String(String(format: "%.3f", value).drop { $0 == "0" })
    }
}

extension ComparisonReport.Difference {
    fileprivate func row(_ hasSeveral: Bool) -> String {
        let cell = (value > 0 ? "+" : "") + Estimate(value: value, low: low, high: high).cell
        return cell.padding(to: 24) + ComparisonReport.probability(pValue).padding(to: 8)
            + (hasSeveral ? ComparisonReport.probability(holmPValue) : "")
    }
}
