/// A JSON object from outside, checked whole, whose members are taken by name.
///
/// ```swift
/// let object = try JSONObject(Array(#"{"text": "It holds.", "n": [1]}"#.utf8))
/// object.names        // ["text", "n"]
/// try object.text("text")  // "It holds." in UTF-8
/// ```
public struct JSONObject: Sendable {
    private let bytes: [UInt8]
    private let members: [JSONScanner.Member]

    /// Reads the object that `bytes` spells, and nothing besides it.
    ///
    /// - Throws: `StanceError.Cause.malformedJSON` if it is none or is not UTF-8 (RFC 8259),
    ///   `StanceError.Cause.duplicateField` if a name stands twice.
    /// - Complexity: O(bytes).
    public init(_ bytes: [UInt8]) throws(StanceError) {
        if let fault = UTF8Repair.firstFault(in: bytes) {
            throw StanceError(.malformedJSON(reason: "not UTF-8", byte: fault + 1))
        }
        self.bytes = bytes
        members = try JSONScanner.members(of: bytes[...])
        var seen = Set<String>(minimumCapacity: members.count)
        for member in members where !seen.insert(member.name).inserted {
            throw StanceError(.duplicateField(member.name))
        }
    }

    /// The members' names, in their order.
    public var names: [String] { members.map(\.name) }

    /// The text of a member in UTF-8, `nil` if there is no such member.
    ///
    /// - Throws: `StanceError.Cause.fieldIsNotText` if its value is anything else.
    public func text(_ name: String) throws(StanceError) -> ArraySlice<UInt8>? {
        guard let value = value(name) else { return nil }
        guard value.first == UInt8(ascii: "\"") else { throw StanceError(.fieldIsNotText(name)) }
        return JSONScanner.unescaped(value)
    }

    /// The texts of a member that is an array of texts, `nil` if there is no such member.
    ///
    /// - Throws: `StanceError.Cause.fieldIsNotTexts` if its value is anything else.
    public func texts(_ name: String) throws(StanceError) -> [ArraySlice<UInt8>]? {
        guard let value = value(name) else { return nil }
        guard let texts = Self.texts(ofArray: value) else { throw StanceError(.fieldIsNotTexts(name)) }
        return texts
    }

    /// The texts of an array in sound JSON, `nil` if it is none or holds anything else.
    static func texts(ofArray value: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        guard value.first == UInt8(ascii: "[") else { return nil }
        // The syntax is known to be right: what is neither a text, a comma nor space is another kind of value.
        var texts: [ArraySlice<UInt8>] = []
        var position = value.startIndex + 1
        while position < value.endIndex - 1 {
            switch value[position] {
            case UInt8(ascii: "\""):
                let end = endOfString(in: value, from: position)
                texts.append(JSONScanner.unescaped(value[position..<end]))
                position = end
            case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return nil
            }
        }
        return texts
    }

    /// The truth value of a member, `nil` if there is no such member.
    ///
    /// - Throws: `StanceError.Cause.fieldIsNotTruthValue` if its value is anything else.
    public func flag(_ name: String) throws(StanceError) -> Bool? {
        switch value(name)?.first {
        case nil: return nil
        case UInt8(ascii: "t"): return true
        case UInt8(ascii: "f"): return false
        default: throw StanceError(.fieldIsNotTruthValue(name))
        }
    }

    private func value(_ name: String) -> ArraySlice<UInt8>? {
        members.first { $0.name == name }.map { bytes[$0.value] }
    }

    /// The place behind the quotation mark that ends the literal at `start`.
    private static func endOfString(in bytes: ArraySlice<UInt8>, from start: Int) -> Int {
        var position = start + 1
        while bytes[position] != UInt8(ascii: "\"") { position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1 }
        return position + 1
    }
}
