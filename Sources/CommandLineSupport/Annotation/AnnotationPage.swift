/// What is shown to an annotator: progress, the text, the keys, and what was done last. No model's opinion is on it.
struct AnnotationPage {
    /// Where the reader is in a text that is longer than the page.
    var firstLine = 0
    /// What to tell in the last row.
    var message = ""

    let keys: LabelKeys
    let hasColor: Bool
    let hasGuidelines: Bool

    /// Longer lines are hard to read.
    private static let widestLine = 100

    /// A page in its parts; the text's lines fill what the others leave.
    private struct Parts {
        var head: String
        var text: [String]
        var keys: [String]
        var message: String
    }

    /// The lines of the page for the current item, fit for a window of this size.
    mutating func lines(_ queue: AnnotationQueue, annotator: String, size: Screen.Size) -> [String] {
        var head = "\(queue.doneCount) of \(queue.items.count)  \(annotator)"
        var text = ["All \(queue.items.count) are labelled."]
        var keyLines: [String] = []
        var commands = ["u undo", "q quit"]
        if let item = queue.current {
            head += "  \(item.name)"
            text = Terminal.wrapped(
                Terminal.displayable(String(decoding: item.text, as: UTF8.self)),
                to: min(size.columns, Self.widestLine))
            keyLines = labelLines(width: size.columns)
            commands = ["u undo", "s skip"] + (hasGuidelines ? ["g guidelines"] : []) + ["q quit"]
        }
        keyLines += Self.joined(commands.map { ($0, Terminal.columns(of: $0)) }, width: size.columns)
        return page(Parts(head: head, text: text, keys: keyLines, message: message), size)
    }

    /// The lines of the page that shows the guidelines.
    mutating func lines(ofGuidelines guidelines: String, size: Screen.Size) -> [String] {
        let text = guidelines.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            // An empty line stays one.
            let wrapped = Terminal.wrapped(Terminal.displayable(String(line)), to: size.columns)
            return wrapped.isEmpty ? [""] : wrapped
        }
        return page(Parts(head: "guidelines", text: text, keys: ["g back"], message: ""), size)
    }

    /// How many lines of the text the last page had; 0 where the window had no room for it.
    private(set) var shownLines = 1

    private mutating func page(_ parts: Parts, _ size: Screen.Size) -> [String] {
        func dim(_ line: String) -> String {
            Terminal.styled(Terminal.cut(Terminal.displayable(line), to: size.columns), .dim, isOn: hasColor)
        }
        // Around the text: head, a blank row, a row for how to scroll, the keys, the message.
        let room = size.rows - 4 - parts.keys.count
        guard room > 0, size.columns >= 20 else {
            shownLines = 0
            return [Terminal.cut("The window is too small.", to: size.columns)]
        }
        shownLines = room
        firstLine = max(0, min(firstLine, parts.text.count - room))
        let shown = parts.text[firstLine..<min(parts.text.count, firstLine + room)]
        let below = parts.text.count - firstLine - shown.count
        let lines = "lines \(firstLine + 1)-\(firstLine + shown.count) of \(parts.text.count)"
        let hint = parts.text.count > room ? "\(lines), \(below > 0 ? "↓" : "↑") more" : ""
        return [dim(parts.head), ""] + shown + [String](repeating: "", count: room - shown.count)
            + [dim(hint)] + parts.keys + [dim(parts.message)]
    }

    /// The labels with their keys, as many in a row as there is room for.
    private func labelLines(width: Int) -> [String] {
        let cells = keys.all.map { key, label in
            let shown = Terminal.cut(Terminal.displayable(label), to: width - 2)
            let columns = 2 + Terminal.columns(of: shown)
            return ("\(key) \(LabelStyle.styled(shown, width: 0, hasColor: hasColor))", columns)
        }
        return Self.joined(cells, width: width)
    }

    /// Cells side by side, two spaces apart, in rows of at most `width` columns.
    private static func joined(_ cells: [(text: String, columns: Int)], width: Int) -> [String] {
        var rows: [String] = []
        var used = 0
        for cell in cells {
            if rows.isEmpty || used + 2 + cell.columns > width {
                rows.append(cell.text)
                used = cell.columns
            } else {
                rows[rows.count - 1] += "  \(cell.text)"
                used += 2 + cell.columns
            }
        }
        return rows
    }
}
