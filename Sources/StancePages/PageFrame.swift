/// What every page has: one self-contained file, light and dark, on paper too, that needs no network.
public enum PageFrame {
    /// A whole HTML document.
    ///
    /// - Parameters:
    ///   - title: plain text.
    ///   - style: CSS besides the frame's own.
    ///   - body: HTML, with everything from outside escaped already, as `PageTemplate` does.
    public static func html(title: String, style: String, body: String) -> String {
        let values = ["title": title, "style": Self.style + style, "body": body]
        return frame.render(values)
    }

    /// The CSS of every page, for one that has its style in a file.
    public static var style: String { PageTemplate.text(PackageResources.frame_css) }

    private static let frame = PageTemplate(PackageResources.frame_mustache)
}
