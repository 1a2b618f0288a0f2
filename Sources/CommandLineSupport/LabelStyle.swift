import StanceKit

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

    /// A probability as a whole percentage, four columns wide.
    public static func percent(_ probability: Float) -> String {
        let percent = "\(Int((probability * 100).rounded()))%"
        return String(repeating: " ", count: 4 - percent.count) + percent
    }
}
