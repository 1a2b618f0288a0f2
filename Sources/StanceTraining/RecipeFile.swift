import Foundation
public import StanceKit

extension TrainingRecipe {
    /// Reads a recipe file: JSON in which every member that is missing means the default.
    ///
    /// - Throws: `StanceError` if it cannot be read, is not JSON, or has a member or a value that no recipe has.
    public init(contentsOf path: String) throws(StanceError) {
        let bytes = try WholeFile.read(path, atMost: 1 << 20, cause: StanceError.Cause.malformedRecipe)
        do throws(StanceError) {
            try self.init(json: bytes)
        } catch {
            throw StanceError(error.cause, path: path)
        }
    }

    /// Reads a recipe from JSON.
    init(json: [UInt8]) throws(StanceError) {
        func object(_ bytes: [UInt8]) -> [String: Any]? {
            (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
        }
        guard let given = object(json) else { throw StanceError(.malformedRecipe(reason: "it is not a JSON object")) }
        let merged = try Self.merged(given, over: object(TrainingRecipe().json) ?? [:], at: "")
        guard let data = try? JSONSerialization.data(withJSONObject: merged) else {
            throw StanceError(.malformedRecipe(reason: "it is not JSON that can be read"))
        }
        do {
            self = try JSONDecoder().decode(TrainingRecipe.self, from: data)
        } catch let DecodingError.dataCorrupted(context), let DecodingError.typeMismatch(_, context),
            let DecodingError.valueNotFound(_, context), let DecodingError.keyNotFound(_, context)
        {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw StanceError(.malformedRecipe(reason: "'\(path)' has no value that a recipe can have"))
        } catch {
            throw StanceError(.malformedRecipe(reason: "it does not describe a recipe"))
        }
        if let fault { throw StanceError(.malformedRecipe(reason: fault)) }
        if let fault = features.fault { throw StanceError(.malformedRecipe(reason: fault)) }
    }

    /// The recipe as JSON, every member written out, keys sorted.
    public var json: [UInt8] {
        JSON.encoded(self, formatting: [.prettyPrinted, .sortedKeys]) + [0x0A]
    }

    /// Refuses a place for a recipe where something else stands.
    ///
    /// - Throws: `StanceError.Cause.outputIsNoRecipe` for a file that is no recipe, or a directory.
    public static func checkDestination(_ path: String) throws(StanceError) {
        do throws(StanceError) {
            _ = try TrainingRecipe(contentsOf: path)
        } catch {
            if error.cause == .fileNotFound { return }
            throw StanceError(.outputIsNoRecipe, path: path)
        }
    }

    /// Writes a recipe file, whole or not at all.
    ///
    /// - Throws: `StanceError.Cause.fileUnwritable`.
    public func write(to path: String) throws(StanceError) {
        try WholeFile.write(json, to: path)
    }

    /// The members given in place of the defaults; `null` takes one away.
    private static func merged(
        _ given: [String: Any], over defaults: [String: Any], at path: String
    ) throws(StanceError) -> [String: Any] {
        var result = defaults
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let usual = defaults[name] else {
                throw StanceError(.malformedRecipe(reason: "no recipe has a member '\(path)\(name)'"))
            }
            if let members = value as? [String: Any], let usual = usual as? [String: Any] {
                result[name] = try merged(members, over: usual, at: "\(path)\(name).")
            } else {
                result[name] = value
            }
        }
        return result
    }
}
