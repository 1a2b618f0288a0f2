/// Finds where records end in a growing buffer, each byte looked at once.
struct RecordBoundaries {
    /// The separator of CSV fields; until the header has told it, both that may be.
    var separator: UInt8?

    private let format: RecordFormat
    private var position = 0
    private var last: Int?
    private var state = State.fieldStart

    private enum State { case fieldStart, unquoted, quoted, afterQuote }

    init(format: RecordFormat) {
        self.format = format
    }

    /// Begins anew, at the start of a record.
    mutating func reset() {
        position = 0
        last = nil
        state = .fieldStart
    }

    /// Reads on to the end of `buffer`.
    /// - Returns: the index after the last record that ends in it (after the first one on request), `nil` for none.
    mutating func advance(through buffer: [UInt8], stoppingAtFirst: Bool) -> Int? {
        switch format {
        case .text: return nil
        case .csv:
            buffer.withUnsafeBufferPointer { buffer in
                while position < buffer.count, !(stoppingAtFirst && last != nil) {
                    step(buffer[position])
                    position += 1
                    if state == .fieldStart, buffer[position - 1] == UInt8(ascii: "\n") { last = position }
                }
            }
            return last
        case .lines, .tsv, .jsonl, .fasttext:
            let fresh = buffer[position...]
            position = buffer.count
            let newline = UInt8(ascii: "\n")
            if let found = stoppingAtFirst ? fresh.firstIndex(of: newline) : fresh.lastIndex(of: newline) {
                last = found + 1
            }
            return last
        }
    }

    private mutating func step(_ byte: UInt8) {
        switch (state, byte) {
        case (.quoted, UInt8(ascii: "\"")): state = .afterQuote
        case (.quoted, _): break
        case (.afterQuote, UInt8(ascii: "\"")): state = .quoted
        case (.fieldStart, UInt8(ascii: "\"")): state = .quoted
        case (_, UInt8(ascii: "\n")): state = .fieldStart
        case (_, let byte) where isSeparator(byte): state = .fieldStart
        default: state = .unquoted
        }
    }

    private func isSeparator(_ byte: UInt8) -> Bool {
        separator.map { $0 == byte } ?? (byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";"))
    }
}
