internal import Mustache

/// A Mustache template that is built into the program.
public struct PageTemplate: Sendable {
    private let template: MustacheTemplate

    /// - Parameter resource: the bytes of an embedded file.
    /// - Precondition: It is a valid template.
    public init(_ resource: [UInt8]) {
        do {
            template = try MustacheTemplate(string: "{{% CONTENT_TYPE:\(Self.contentType)}}" + Self.text(resource))
        } catch {
            preconditionFailure("a template of the program is no Mustache: \(error)")
        }
    }

    /// The template with its values: dictionaries, arrays, or values whose properties are read by name.
    ///
    /// `{{name}}` escapes `& < > " '`, so it is safe as text and in quoted attributes; `{{{name}}}` does not escape.
    public func render(_ values: Any) -> String {
        template.render(values)
    }

    /// An embedded file as text.
    public static func text(_ resource: [UInt8]) -> String {
        String(decoding: resource, as: UTF8.self)
    }

    private static let contentType: String = {
        MustacheContentTypes.register(EscapedHTML(), named: "STANCE")
        return "STANCE"
    }()
}

private struct EscapedHTML: MustacheContentType {
    func escapeText(_ text: String) -> String { Markup.escaped(text) }
}
