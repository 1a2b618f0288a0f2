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
        func malformed(_ reason: String) -> StanceError { StanceError(.malformedRecipe(reason: reason)) }
        guard let given = Self.members(of: json) else { throw malformed("it is not a JSON object") }
        let defaults = Self.members(of: TrainingRecipe().json) ?? [:]
        guard let recipe = Self.decoded(try Self.merged(given, over: defaults, at: "")) else {
            // A decoder does not name every member that it stumbles over: each is tried alone.
            for (path, value) in Self.leaves(of: given, defaults) {
                let alone = path.reversed().reduce(value) { .object([$1: $0]) }
                let merged = try Self.merged(alone.members ?? [:], over: defaults, at: "")
                guard Self.decoded(merged) == nil else { continue }
                throw malformed("'\(path.joined(separator: "."))' has no value that a recipe can have")
            }
            throw malformed("it does not describe a recipe")
        }
        if let fault = recipe.fault ?? recipe.features.fault { throw malformed(fault) }
        self = recipe
    }

    /// The recipe as JSON, every member written out, keys sorted.
    public var json: [UInt8] {
        JSON.indented(self) + [0x0A]
    }

    /// Refuses a place for a recipe where something else stands.
    ///
    /// - Throws: `StanceError.Cause.outputIsNoRecipe` for a file that is no recipe, or a directory; `.fileUnwritable` where no
    ///   file can be written.
    public static func checkDestination(_ path: String) throws(StanceError) {
        do throws(StanceError) {
            _ = try TrainingRecipe(contentsOf: path)
        } catch {
            guard error.cause == .fileNotFound else { throw StanceError(.outputIsNoRecipe, path: path) }
        }
        try WholeFile.checkDestination(path)
    }

    /// Writes a recipe file, whole or not at all.
    ///
    /// - Throws: `StanceError.Cause.fileUnwritable`.
    public func write(to path: String) throws(StanceError) {
        try WholeFile.write(json, to: path)
    }

    private static func members(of json: [UInt8]) -> [String: JSONValue]? {
        (try? JSONDecoder().decode(JSONValue.self, from: Data(json)))?.members
    }

    private static func decoded(_ members: [String: JSONValue]) -> TrainingRecipe? {
        try? JSONDecoder().decode(TrainingRecipe.self, from: Data(JSON.encoded(members, formatting: [])))
    }

    /// The members given in place of the defaults.
    private static func merged(
        _ given: [String: JSONValue], over defaults: [String: JSONValue], at path: String
    ) throws(StanceError) -> [String: JSONValue] {
        var result = defaults
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let usual = defaults[name] else {
                throw StanceError(.malformedRecipe(reason: "no recipe has a member '\(path)\(name)'"))
            }
            result[name] = value
            if let members = value.members, let inner = usual.members {
                result[name] = .object(try merged(members, over: inner, at: "\(path)\(name)."))
            }
        }
        return result
    }

    /// The members given that are no blocks of a recipe, with their paths.
    private static func leaves(
        of given: [String: JSONValue], _ defaults: [String: JSONValue]
    ) -> [(path: [String], value: JSONValue)] {
        given.sorted { $0.key < $1.key }.flatMap { name, value in
            guard let members = value.members, let inner = defaults[name]?.members else { return [([name], value)] }
            return leaves(of: members, inner).map { ([name] + $0.path, $0.value) }
        }
    }
}
