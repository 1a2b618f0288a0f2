/// Text as HTML and XML hold it.
enum Markup {
    /// A text in which nothing is markup, in quoted attributes too.
    ///
    /// It goes scalar by scalar: Mustache's own escapes whole characters, and lets a quotation mark through that bears a
    /// combining mark; to a browser it ends the attribute all the same.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
