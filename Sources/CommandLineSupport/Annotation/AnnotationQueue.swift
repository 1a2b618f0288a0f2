public import StanceKit

/// The items that wait for an annotator's label, and what was done so far.
public struct AnnotationQueue {
    private enum Step {
        case labelled(Int)
        case skipped(Int)
    }

    /// All items, in the order of their files.
    public let items: [AnnotationItem]
    /// The items without a label, the next one first; those skipped are behind the others.
    private var waiting: [Int]
    /// What `undo` takes back, the latest last: first what was in the file.
    private var steps: [Step]
    private var file: AnnotationFile

    /// The label given last, and its item.
    public private(set) var last: (label: String, item: AnnotationItem)?

    /// Goes on where the file ends.
    ///
    /// - Throws: `StanceError.Cause.itemOfTwoTexts` if the file has an item under whose name another text stands here.
    public init(items: [AnnotationItem], file: AnnotationFile) throws(StanceError) {
        self.items = items
        self.file = file
        let places = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1.name, $0) })
        var done = [Bool](repeating: false, count: items.count)
        steps = []
        for label in file.labels {
            guard let place = places[label.item] else { continue }
            guard items[place].key == label.textKey else {
                let other = StanceError.Place(path: file.path, line: label.line)
                let here = items[place].place
                throw StanceError(.itemOfTwoTexts(label.item, other: other), path: here.path, line: here.line)
            }
            done[place] = true
            steps.append(.labelled(place))
            last = (label.label, items[place])
        }
        waiting = items.indices.reversed().filter { !done[$0] }
    }

    /// The item to be labelled now, `nil` if all are done.
    public var current: AnnotationItem? { waiting.last.map { items[$0] } }
    /// How many items have a label.
    public var doneCount: Int { items.count - waiting.count }

    /// Gives the current item a label.
    ///
    /// - Throws: `StanceError` if it cannot be written; then nothing has changed.
    public mutating func label(_ label: String) throws(StanceError) {
        guard let place = waiting.last else { return }
        try file.append(label, to: items[place])
        waiting.removeLast()
        steps.append(.labelled(place))
        last = (label, items[place])
    }

    /// Puts the current item behind all others.
    public mutating func skip() {
        guard let place = waiting.popLast() else { return }
        waiting.insert(place, at: 0)
        steps.append(.skipped(place))
    }

    /// Takes the last label or skip back, also one of an earlier session; its item is the current one again.
    ///
    /// - Returns: false if there is nothing to take back.
    public mutating func undo() throws(StanceError) -> Bool {
        switch steps.last {
        case nil: return false
        case .labelled(let place)?:
            try file.removeLabel(of: items[place].name)
            waiting.append(place)
        case .skipped(let place)?:
            waiting.removeAll { $0 == place }
            waiting.append(place)
        }
        steps.removeLast()
        last = nil
        return true
    }
}
