import Foundation
import Testing

/// The part of JSON Schema (2020-12) that docs/schemas uses; a keyword beyond it is a fault, so that nothing goes unchecked.
struct JSONSchema {
    private let definitions: [String: Any]

    init(contentsOf url: URL) throws {
        let root = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
        definitions = try #require(root["$defs"] as? [String: Any])
    }

    /// What is wrong with a value by one of the definitions.
    func faults(in value: Any, by name: String) throws -> [String] {
        try faults(in: value, by: try #require(definitions[name] as? [String: Any]), at: name)
    }

    private func faults(in value: Any, by schema: [String: Any], at place: String) throws -> [String] {
        if let reference = schema["$ref"] as? String {
            let name = try #require(reference.split(separator: "/").last.map(String.init))
            return try faults(in: value, by: try #require(definitions[name] as? [String: Any]), at: place)
        }
        let keywords: Set = ["description", "type", "required", "properties", "additionalProperties", "items"]
        var found = Set(schema.keys).subtracting(keywords).map { "\(place): the keyword \($0) is not checked" }
        let type = try #require(schema["type"] as? String)
        guard Self.isOf(type, value) else { return found + ["\(place) is no \(type): \(value)"] }
        if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
            for (number, item) in array.enumerated() {
                found += try faults(in: item, by: items, at: "\(place)[\(number)]")
            }
        }
        guard let object = value as? [String: Any] else { return found }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        for name in schema["required"] as? [String] ?? [] where object[name] == nil {
            found.append("\(place).\(name) is missing")
        }
        for (name, member) in object {
            if let known = properties[name] ?? schema["additionalProperties"] as? [String: Any] {
                found += try faults(in: member, by: known, at: "\(place).\(name)")
            } else {
                found.append("\(place).\(name) is not in the schema")
            }
        }
        return found
    }

    private static func isOf(_ type: String, _ value: Any) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value is Bool
        case "integer": (value as? Double).map { $0 == $0.rounded() } ?? false
        case "number": value is Double
        default: false
        }
    }
}
