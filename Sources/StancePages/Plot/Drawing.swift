internal import Foundation

/// A drawing in SVG, in pixels from the upper left corner, made of the page's colours.
///
/// ```swift
/// var drawing = Drawing(width: 100, height: 20, title: "A bar", description: "It is half full.")
/// drawing.rectangle(x: 0, y: 0, width: 50, height: 20, fill: .link)
/// page += drawing.inline
/// ```
/// Texts are in the font of the page. Whatever is written may come from a file: it stands as text.
public struct Drawing: Sendable {
    /// A place on the drawing.
    public typealias Point = (x: Double, y: Double)

    /// Where a text lies beside its place.
    public enum Anchor: String, Sendable { case start, middle, end }

    /// The width in pixels.
    public let width: Double
    /// The height in pixels.
    public let height: Double
    /// What it is called, for those who do not see it.
    public let title: String
    /// What it shows, for those who do not see it.
    public let description: String
    private var elements: [String] = []

    /// Makes an empty drawing.
    public init(width: Double, height: Double, title: String, description: String) {
        (self.width, self.height, self.title, self.description) = (width, height, title, description)
    }

    /// Draws a line through points.
    ///
    /// - Parameters:
    ///   - thickness: in pixels.
    ///   - dash: SVG's `stroke-dasharray`; `nil` for a line without gaps.
    public mutating func line(
        _ points: [Point], _ color: PlotColor, thickness: Double = 1, dash: String? = nil
    ) {
        let places = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
        let dashes = dash.map { ";stroke-dasharray:\($0)" } ?? ""
        elements.append(
            "<polyline points=\"\(places)\" style=\"fill:none;stroke:\(color.css);stroke-width:\(Self.number(thickness))\(dashes)\"/>"
        )
    }

    /// Draws a rectangle.
    ///
    /// - Parameters:
    ///   - opacity: of the filling, 0 to 1.
    ///   - border: the colour of the border, two pixels wide; `nil` for none.
    ///   - hint: a text that shows where the pointer rests.
    public mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, fill: PlotColor, opacity: Double = 1,
        border: PlotColor? = nil, hint: String? = nil
    ) {
        let edge = border.map { ";stroke:\($0.css);stroke-width:2" } ?? ""
        let place = "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
        let size = "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
        let style = "fill:\(fill.css);fill-opacity:\(Self.number(opacity))\(edge)"
        elements.append("<rect \(place) \(size) style=\"\(style)\"" + Self.content(hint, closing: "rect"))
    }

    /// Draws a circle.
    ///
    /// - Parameter isFilled: whether it is full of the colour, or of the page's.
    public mutating func circle(
        _ center: Point, radius: Double, _ color: PlotColor, isFilled: Bool = true, hint: String? = nil
    ) {
        let place = "cx=\"\(Self.number(center.x))\" cy=\"\(Self.number(center.y))\" r=\"\(Self.number(radius))\""
        let fill = isFilled ? color : .paper
        elements.append(
            "<circle \(place) style=\"fill:\(fill.css);stroke:\(color.css);stroke-width:1.5\""
                + Self.content(hint, closing: "circle"))
    }

    /// Writes a text.
    ///
    /// - Parameters:
    ///   - place: a point of its base line.
    ///   - most: the pixels that it may take; a longer one is cut, and whole where the pointer rests.
    ///   - rotation: in degrees, clockwise about `place`.
    public mutating func text(
        _ text: String, at place: Point, _ anchor: Anchor = .start, color: PlotColor = .ink, size: Double = 12,
        isBold: Bool = false, most: Double = .infinity, rotation: Double = 0
    ) {
        let shown = TextWidth.fitted(text, to: most, size: isBold ? size * 1.15 : size)
        let turned =
            rotation == 0
            ? "" : " transform=\"rotate(\(Self.number(rotation)) \(Self.number(place.x)) \(Self.number(place.y)))\""
        let style = "fill:\(color.css);font-size:\(Self.number(size))px" + (isBold ? ";font-weight:600" : "")
        elements.append(
            "<text x=\"\(Self.number(place.x))\" y=\"\(Self.number(place.y))\" text-anchor=\"\(anchor)\"\(turned)"
                + " style=\"\(style)\">\(Self.escaped(shown))"
                + (shown == text ? "" : "<title>\(Self.escaped(text))</title>") + "</text>")
    }

    private static func content(_ hint: String?, closing name: String) -> String {
        hint.map { "><title>\(escaped($0))</title></\(name)>" } ?? "/>"
    }

    /// The drawing as part of a page, whose colours and font it has.
    public var inline: String {
        "<svg class=\"plot\" role=\"img\" \(size)>\(content)</svg>"
    }

    /// The drawing as a file of its own, in the colours of a light page.
    public func file(_ palette: Palette) -> String {
        let font = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Liberation Sans', sans-serif"
        let background = "<rect width=\"100%\" height=\"100%\" style=\"fill:var(--paper)\"/>"
        let start = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" \(size) font-family=\"\(font)\">"
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + palette.light("\(start)\n\(heading)\n\(background)\n\(elements.joined(separator: "\n"))\n</svg>\n")
    }

    private var size: String {
        let (width, height) = (Self.number(width), Self.number(height))
        return "width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\""
    }

    private var heading: String {
        "<title>\(Self.escaped(title))</title><desc>\(Self.escaped(description))</desc>"
    }

    private var content: String { heading + elements.joined() }

    /// A text as XML holds it; characters that XML cannot hold become U+FFFD.
    static func escaped(_ text: String) -> String {
        var held = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r": held.append(" ")
            case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": held.append("\u{FFFD}")
            default: held.append(scalar)
            }
        }
        return Markup.escaped(String(held))
    }

    /// A number with at most two decimals.
    static func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        guard hundredths % 100 != 0 else { return String(hundredths / 100) }
        return String(format: hundredths % 10 == 0 ? "%.1f" : "%.2f", Double(hundredths) / 100)
    }
}
