/// A key that was pressed.
enum Key: Equatable {
    /// A printable ASCII character.
    case character(Character)
    case up, down, pageUp, pageDown, escape
    /// Ctrl-C.
    case interrupt
    /// Ctrl-D.
    case endOfInput
    /// Ctrl-Z.
    case suspend
}

/// Makes keys of the bytes that a terminal sends.
///
/// A key that sends several bytes (ECMA-48 control sequences) is one key or none, never several; what is pasted is none.
struct Keyboard {
    private var pending: [UInt8] = []
    private var isPasting = false

    private static let escape: UInt8 = 0x1B
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    /// Whether the bytes so far end in the middle of a key.
    var isWaiting: Bool { !pending.isEmpty }

    /// The keys that are complete with these bytes.
    mutating func keys(of bytes: some Sequence<UInt8>) -> [Key] {
        pending.append(contentsOf: bytes)
        var keys: [Key] = []
        while !pending.isEmpty {
            if isPasting {
                guard let end = pending.firstRange(of: Self.pasteEnd) else {
                    pending.removeFirst(max(0, pending.count - Self.pasteEnd.count + 1))
                    return keys
                }
                pending.removeFirst(end.upperBound)
                isPasting = false
            } else if pending[0] == Self.escape {
                guard let length = sequenceLength else { return keys }
                if let key = keyOfSequence(pending[..<length]) { keys.append(key) }
                pending.removeFirst(length)
            } else {
                if let key = Self.key(of: pending.removeFirst()) { keys.append(key) }
            }
        }
        return keys
    }

    /// The keys there are if nothing follows: an escape that began no sequence is a key.
    mutating func keysAtPause() -> [Key] {
        defer { if !isPasting { pending = [] } }
        return pending == [Self.escape] && !isPasting ? [.escape] : []
    }

    private static func key(of byte: UInt8) -> Key? {
        switch byte {
        case 0x03: .interrupt
        case 0x04: .endOfInput
        case 0x1A: .suspend
        case 0x20..<0x7F: .character(Character(Unicode.Scalar(byte)))
        default: nil
        }
    }

    /// How long the sequence at the start is; `nil` if it has not ended yet.
    private var sequenceLength: Int? {
        guard pending.count > 1 else { return nil }
        switch pending[1] {
        case UInt8(ascii: "["): return pending.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }.map { $0 + 1 }
        case UInt8(ascii: "O"): return pending.count > 2 ? 3 : nil
        case Self.escape: return 1
        default: return 2
        }
    }

    private mutating func keyOfSequence(_ bytes: ArraySlice<UInt8>) -> Key? {
        switch String(decoding: bytes.dropFirst(), as: UTF8.self) {
        case "": return .escape
        case "[A", "OA": return .up
        case "[B", "OB": return .down
        case "[5~": return .pageUp
        case "[6~": return .pageDown
        case "[200~":
            isPasting = true
            return nil
        default: return nil
        }
    }
}
