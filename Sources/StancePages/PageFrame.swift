/// What every page has: one self-contained file, light and dark, on paper too, that needs no network.
public enum PageFrame {
    /// A whole HTML document.
    ///
    /// - Parameters:
    ///   - title: plain text.
    ///   - style: CSS besides the frame's own.
    ///   - body: HTML, with everything from outside escaped already, as `PageTemplate` does.
    public static func html(title: String, style: String, body: String) -> String {
        let values = ["title": title, "style": PageTemplate.text(PackageResources.frame_css) + style, "body": body]
        return frame.render(values)
    }

    private static let frame = PageTemplate(PackageResources.frame_mustache)
}
