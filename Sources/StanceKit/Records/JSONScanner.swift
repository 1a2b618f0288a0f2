/// Finds the members of one JSON object without building them: names as strings, values as ranges of bytes (RFC 8259).
///
/// It checks the whole syntax, so that what it accepts can be copied into another JSON text as it stands.
struct JSONScanner {
    /// A member of an object.
    struct Member: Equatable {
        var name: String
        var value: Range<Int>
    }

    /// How deeply arrays and objects may stand in one another.
    static let maximumDepth = 512

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// The members of the object that `bytes` spells, with the values' ranges counted from the slice's own start index.
    static func members(of bytes: ArraySlice<UInt8>) throws(StanceError) -> [Member] {
        let result: Result<[Member], StanceError> = bytes.withUnsafeBufferPointer { buffer in
            var scanner = JSONScanner(bytes: buffer)
            return Result { () throws(StanceError) in try scanner.object(offset: bytes.startIndex) }
        }
        return try result.get()
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    private mutating func object(offset: Int) throws(StanceError) -> [Member] {
        var members: [Member] = []
        members.reserveCapacity(8)
        skipSpace()
        try expect("{")
        skipSpace()
        if peek() == UInt8(ascii: "}") {
            position += 1
        } else {
            while true {
                skipSpace()
                let start = position
                try string()
                let name = name(from: start)
                skipSpace()
                try expect(":")
                skipSpace()
                let valueStart = position
                try value(depth: 1)
                members.append(Member(name: name, value: valueStart + offset..<position + offset))
                skipSpace()
                if peek() == UInt8(ascii: ",") {
                    position += 1
                } else {
                    try expect("}")
                    break
                }
            }
        }
        skipSpace()
        guard position == bytes.count else { throw fault("something follows the object") }
        return members
    }

    /// The name whose literal begins at `start` and has just been passed.
    private func name(from start: Int) -> String {
        let inner = UnsafeBufferPointer(rebasing: bytes[start + 1..<position - 1])
        guard inner.contains(UInt8(ascii: "\\")) else { return String(decoding: inner, as: UTF8.self) }
        return String(decoding: Self.unescaped(ArraySlice(bytes[start..<position])), as: UTF8.self)
    }

    /// Passes one value of any kind. Containers are tracked on a stack of their own: depth costs no call frames.
    private mutating func value(depth: Int) throws(StanceError) {
        var closers: [UInt8] = []
        while true {
            skipSpace()
            var opened = false
            switch peek() {
            case UInt8(ascii: "\"")?: try string()
            case UInt8(ascii: "{")?, UInt8(ascii: "[")?:
                let isObject = peek() == UInt8(ascii: "{")
                position += 1
                guard closers.count + depth < Self.maximumDepth else { throw fault("too deeply nested") }
                closers.append(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
                opened = true
            case UInt8(ascii: "t")?: try literal("true")
            case UInt8(ascii: "f")?: try literal("false")
            case UInt8(ascii: "n")?: try literal("null")
            default: try number()
            }
            if try !nextElement(&closers, afterOpening: opened) { return }
        }
    }

    /// After a value or an opening bracket: passes closing brackets, commas and names up to the next value.
    /// - Returns: whether a value follows; if not, the outermost container is closed.
    private mutating func nextElement(_ closers: inout [UInt8], afterOpening: Bool) throws(StanceError) -> Bool {
        var afterOpening = afterOpening
        while let closer = closers.last {
            skipSpace()
            if peek() == closer {
                position += 1
                closers.removeLast()
                afterOpening = false
                continue
            }
            if !afterOpening { try expect(",") }
            if closer == UInt8(ascii: "}") {
                skipSpace()
                try string()
                skipSpace()
                try expect(":")
            }
            return true
        }
        return false
    }

    private mutating func string() throws(StanceError) {
        try expect("\"")
        while true {
            position = ByteSearch.json.firstIndex(in: bytes, from: position)
            guard let byte = peek() else { break }
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"): try escape()
            case 0..<0x20: throw fault("a control character in a string", at: position - 1)
            default: break
            }
        }
        throw fault("a string is not closed")
    }

    private mutating func escape() throws(StanceError) {
        guard let byte = peek() else { throw fault("a string is not closed") }
        position += 1
        switch byte {
        case UInt8(ascii: "u"):
            for _ in 0..<4 {
                guard let digit = peek(), Self.hexValue(digit) != nil else {
                    throw fault("four hex digits expected")
                }
                position += 1
            }
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            break
        default: throw fault("an unknown escape", at: position - 1)
        }
    }

    private mutating func number() throws(StanceError) {
        if peek() == UInt8(ascii: "-") { position += 1 }
        if peek() == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if peek() == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
            position += 1
            if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(StanceError) {
        let start = position
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else {
            throw fault(position == bytes.count ? "the line ends early" : "a value expected")
        }
    }

    private mutating func literal(_ spelling: StaticString) throws(StanceError) {
        let end = position + spelling.utf8CodeUnitCount
        guard end <= bytes.count,
            (0..<spelling.utf8CodeUnitCount).allSatisfy({ bytes[position + $0] == spelling.utf8Start[$0] })
        else { throw fault("a value expected") }
        position = end
    }

    @inline(__always)
    private mutating func expect(_ character: Unicode.Scalar) throws(StanceError) {
        guard peek() == UInt8(ascii: character) else { throw missing(character) }
        position += 1
    }

    private func missing(_ character: Unicode.Scalar) -> StanceError {
        fault(position == bytes.count ? "the line ends early" : "'\(character)' expected")
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private func fault(_ reason: String, at place: Int? = nil) -> StanceError {
        StanceError(.malformedJSON(reason: reason, byte: (place ?? position) + 1))
    }
}

extension JSONScanner {
    /// The text of a JSON string literal, its quotation marks included, in UTF-8. Half a surrogate pair becomes U+FFFD.
    ///
    /// - Precondition: the literal passed the scanner.
    static func unescaped(_ literal: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let inner = literal.dropFirst().dropLast()
        let backslash = UInt8(ascii: "\\")
        // Nothing else that ends the search stands in a literal.
        let firstEscape =
            inner.startIndex + inner.withUnsafeBufferPointer { ByteSearch.json.firstIndex(in: $0, from: 0) }
        guard firstEscape < inner.endIndex else { return inner }
        var result: [UInt8] = []
        result.reserveCapacity(inner.count)
        result.append(contentsOf: inner[..<firstEscape])
        var position = firstEscape
        while position < inner.endIndex {
            guard inner[position] == backslash else {
                let end = inner[position...].firstIndex(of: backslash) ?? inner.endIndex
                result.append(contentsOf: inner[position..<end])
                position = end
                continue
            }
            let kind = inner[position + 1]
            position += 2
            switch kind {
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"):
                var unit = codeUnit(inner, at: position)
                position += 4
                if (0xD800..<0xDC00).contains(unit), position + 6 <= inner.endIndex,
                    inner[position] == UInt8(ascii: "\\"), inner[position + 1] == UInt8(ascii: "u")
                {
                    let low = codeUnit(inner, at: position + 2)
                    if (0xDC00..<0xE000).contains(low) {
                        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                        position += 6
                    }
                }
                let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
                result.append(contentsOf: UTF8.encode(scalar)!)
            default: result.append(kind)
            }
        }
        return result[...]
    }

    private static func codeUnit(_ bytes: ArraySlice<UInt8>, at position: Int) -> UInt32 {
        bytes[position..<position + 4].reduce(0) { $0 << 4 + hexValue($1)! }
    }

    private static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 0x57
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 0x37
        default: nil
        }
    }
}
