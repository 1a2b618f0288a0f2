import CommandLineSupport
import StanceKit

/// Speakers, how often each took which stance, and the clearest quotation of each stance.
struct SpeakerReport {
    let format: Analyze.OutputFormat
    let labels: [String]

    /// Shares of fewer quotations would say more than is known.
    static let fewestForShares = 20

    func bytes(_ speakers: [SpeakerTally.Speaker]) -> [UInt8] {
        switch format {
        case .text: Array(speakers.map(page).joined(separator: "\n").utf8)
        case .jsonl: speakers.flatMap { object($0) + [UInt8(ascii: "\n")] }
        case .json: Array("[\n".utf8) + speakers.map(object).joined(separator: Array(",\n".utf8)) + Array("\n]\n".utf8)
        case .csv: table(speakers)
        case .html: preconditionFailure("a page counts by speaker itself")
        }
    }

    // MARK: Terminal

    private func page(_ speaker: SpeakerTally.Speaker) -> String {
        let hasColor = Terminal.hasColor
        let count = "\(speaker.quotations) quotation\(speaker.quotations == 1 ? "" : "s")"
        let name = speaker.name.map(Terminal.displayable) ?? "(speaker unknown)"
        let labelled = speaker.counts.reduce(0, +)
        let hasShares = labelled >= Self.fewestForShares
        let heading = hasShares ? "  (shares uncorrected: the classifier errs)" : ""
        var lines = [Terminal.styled(name, .bold, isOn: hasColor && speaker.name != nil) + "  \(count)\(heading)"]
        let width = labels.map(\.count).max() ?? 0
        for (index, label) in labels.enumerated() where speaker.counts[index] > 0 {
            let share = hasShares ? " (\(LabelStyle.percent(Float(speaker.counts[index]) / Float(labelled))))" : ""
            let styled = LabelStyle.styled(label, width: width, hasColor: hasColor)
            lines.append("  \(styled)  \(speaker.counts[index])\(share)")
            guard let example = speaker.examples[index] else { continue }
            let text = "\(LabelStyle.percent(example.probability)) “\(Terminal.displayable(example.text))”"
            lines += Terminal.wrapped(text, to: min(Terminal.width ?? 80, 100) - 4).map { "    \($0)" }
        }
        let unlabelled = speaker.quotations - labelled
        if unlabelled > 0 { lines.append("  without a label  \(unlabelled)") }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: JSON

    private func object(_ speaker: SpeakerTally.Speaker) -> [UInt8] {
        var output = Array("{".utf8)
        RecordEncoding.appendMember("speaker", speaker.name, to: &output)
        output.append(contentsOf: "\"quotations\":\(speaker.quotations),\"stances\":{".utf8)
        for (index, label) in labels.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            RecordEncoding.appendJSON(label, to: &output)
            output.append(contentsOf: ":{\"count\":\(speaker.counts[index]),".utf8)
            RecordEncoding.appendMember("example", speaker.examples[index]?.text, to: &output)
            output.append(contentsOf: "\"probability\":".utf8)
            if let example = speaker.examples[index] {
                RecordEncoding.appendProbability(example.probability, to: &output)
            } else {
                output.append(contentsOf: "null".utf8)
            }
            output.append(UInt8(ascii: "}"))
        }
        return output + Array("}}".utf8)
    }

    // MARK: CSV

    private func table(_ speakers: [SpeakerTally.Speaker]) -> [UInt8] {
        var output = CSVHeader.line(
            ["speaker", "quotations"] + labels.flatMap { ["count_\($0)", "example_\($0)", "probability_\($0)"] })
        for speaker in speakers {
            RecordEncoding.appendCSV(speaker.name ?? "", to: &output)
            output.append(contentsOf: ",\(speaker.quotations)".utf8)
            for index in labels.indices {
                output.append(contentsOf: ",\(speaker.counts[index]),".utf8)
                RecordEncoding.appendCSV(speaker.examples[index]?.text ?? "", to: &output)
                output.append(UInt8(ascii: ","))
                if let example = speaker.examples[index] {
                    RecordEncoding.appendProbability(example.probability, to: &output)
                }
            }
            output.append(UInt8(ascii: "\n"))
        }
        return output
    }
}
