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
        let (defaults, known) = (TrainingRecipe().members, Self.known)
        guard let recipe = Self.decoded(try Self.merged(given, over: defaults, known: known, at: "")) else {
            // A decoder does not name every member that it stumbles over: each is tried alone.
            for (path, value) in Self.leaves(of: given, known: known) {
                let alone = path.reversed().reduce(value) { .object([$1: $0]) }
                let merged = try Self.merged(alone.members ?? [:], over: defaults, known: known, at: "")
                guard Self.decoded(merged) == nil else { continue }
                throw malformed("'\(path.joined(separator: "."))' has no value that a recipe can have")
            }
            throw malformed("it does not describe a recipe")
        }
        if let fault = recipe.fault ?? recipe.features.fault { throw malformed(fault) }
        self = recipe
    }

    /// The recipe as JSON, every member written out, keys sorted; `null` for an optional block that it does not have.
    public var json: [UInt8] {
        JSON.encoded(
            Self.completed(members, known: Self.known), formatting: [.prettyPrinted, .sortedKeys]) + [0x0A]
    }

    /// The members that it has; an optional block that it does not have is left out.
    private var members: [String: JSONValue] { Self.members(of: JSON.encoded(self, formatting: [])) ?? [:] }

    /// Every member that a recipe can have.
    private static var known: [String: JSONValue] {
        var whole = TrainingRecipe()
        whole.features.skipGramDistance = FeatureConfiguration.permittedSkipGramDistances.lowerBound
        return whole.members
    }

    /// The members with `null` for those that are left out.
    private static func completed(
        _ given: [String: JSONValue], known: [String: JSONValue]
    ) -> [String: JSONValue] {
        var result = known.mapValues { _ in JSONValue.null }
        for (name, value) in given {
            guard let members = value.members, let inner = known[name]?.members else {
                result[name] = value
                continue
            }
            result[name] = .object(completed(members, known: inner))
        }
        return result
    }

    private static func members(of json: [UInt8]) -> [String: JSONValue]? {
        (try? JSONDecoder().decode(JSONValue.self, from: Data(json)))?.members
    }

    private static func decoded(_ members: [String: JSONValue]) -> TrainingRecipe? {
        try? JSONDecoder().decode(TrainingRecipe.self, from: Data(JSON.encoded(members, formatting: [])))
    }

    /// The members given in place of the defaults; `null` takes one away.
    private static func merged(
        _ given: [String: JSONValue], over defaults: [String: JSONValue], known: [String: JSONValue], at path: String
    ) throws(StanceError) -> [String: JSONValue] {
        var result = defaults
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let knownValue = known[name] else {
                throw StanceError(.malformedRecipe(reason: "no recipe has a member '\(path)\(name)'"))
            }
            if value == .null {
                result[name] = nil
            } else if let members = value.members, let known = knownValue.members {
                result[name] = .object(
                    try merged(members, over: defaults[name]?.members ?? [:], known: known, at: "\(path)\(name)."))
            } else {
                result[name] = value
            }
        }
        return result
    }

    /// The members given that are no blocks of a recipe, with their paths.
    private static func leaves(
        of given: [String: JSONValue], known: [String: JSONValue]
    ) -> [(path: [String], value: JSONValue)] {
        given.sorted { $0.key < $1.key }.flatMap { name, value in
            guard let members = value.members, let inner = known[name]?.members else { return [([name], value)] }
            return leaves(of: members, known: inner).map { ([name] + $0.path, $0.value) }
        }
    }
}
