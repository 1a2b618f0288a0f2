public import StanceKit

/// How labels look in a terminal.
public enum LabelStyle {
    /// A label padded to `width` columns, in the colour of its stance.
    ///
    /// Warning is red, reassurance blue, neutral plain: a pair that colour-blind readers can tell apart. Labels of
    /// other models are bold.
    public static func styled(_ label: String, width: Int, hasColor: Bool) -> String {
        let padded = Terminal.displayable(label).padding(to: width)
        switch label {
        case "warning": return Terminal.styled(padded, .bold, .red, isOn: hasColor)
        case "reassurance": return Terminal.styled(padded, .bold, .blue, isOn: hasColor)
        case "neutral": return padded
        default: return Terminal.styled(padded, .bold, isOn: hasColor)
        }
    }

    /// A prediction's label and its probability; where it gives none, a dash and the largest probability.
    public static func styled(_ prediction: Prediction, labels: [String], width: Int, hasColor: Bool) -> String {
        let label =
            prediction.labelIndex.map { styled(labels[$0], width: width, hasColor: hasColor) }
            ?? "–".padding(to: width)
        let head = "\(label)  \(percent(prediction.probability ?? prediction.probabilities.max() ?? 0))"
        guard let set = prediction.set else { return head }
        // As wide as the set of all labels, so that what follows stays in its column.
        let whole = setWidth(labels)
        return head + "  "
            + "{\(set.map { Terminal.displayable(labels[$0]) }.joined(separator: ", "))}".padding(to: whole)
    }

    /// The columns that the largest prediction set takes.
    public static func setWidth(_ labels: [String]) -> Int {
        labels.reduce(0) { $0 + $1.count + 2 }
    }

    /// A probability as a whole percentage, four columns wide.
    public static func percent(_ probability: Float) -> String {
        let percent = Int((probability * 100).rounded())
        return "\(percent < 10 ? "  " : percent < 100 ? " " : "")\(percent)%"
    }
}
