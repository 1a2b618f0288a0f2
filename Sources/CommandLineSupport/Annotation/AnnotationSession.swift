import Foundation
public import StanceKit

/// An annotator at a terminal: draws pages, obeys keys.
public struct AnnotationSession {
    /// Why a session ended.
    public enum End: Equatable {
        /// The annotator wished so, or the terminal has gone.
        case quit
        /// A signal; SIGINT also for Ctrl-C.
        case signal(Int32)
    }

    /// What is and what waits to be labelled.
    public private(set) var queue: AnnotationQueue
    private let annotator: String
    private let guidelines: String?
    private var page: AnnotationPage
    private var guidelinesPage: AnnotationPage
    private var showsGuidelines = false

    /// Makes a session.
    ///
    /// - Parameters:
    ///   - guidelines: the text that a key shows; `nil` for none.
    public init(queue: AnnotationQueue, annotator: String, keys: LabelKeys, guidelines: String?) {
        self.queue = queue
        self.annotator = annotator
        self.guidelines = guidelines
        page = AnnotationPage(keys: keys, hasColor: Terminal.hasColor, hasGuidelines: guidelines != nil)
        guidelinesPage = page
        page.message = queue.last.map { Self.told($0.label, of: $0.item) } ?? ""
    }

    /// Labels until the annotator ends.
    ///
    /// Whatever ends it, the terminal is as before.
    /// - Throws: `StanceError` if there is no terminal, or a label cannot be written.
    public mutating func run() throws(StanceError) -> End {
        let screen = try Screen()
        defer { screen.close() }
        while true {
            try screen.show(lines(size: screen.size))
            switch try screen.next() {
            case .redraw: break
            case .gone: return .quit
            case .signal(let number): return .signal(number)
            case .key(.interrupt): return .signal(SIGINT)
            case .key(let key): if try obey(key) { return .quit }
            }
        }
    }

    private mutating func lines(size: Screen.Size) -> [String] {
        if showsGuidelines, let guidelines { return guidelinesPage.lines(ofGuidelines: guidelines, size: size) }
        return page.lines(queue, annotator: annotator, size: size)
    }

    /// - Returns: whether the key ends the session.
    private mutating func obey(_ key: Key) throws(StanceError) -> Bool {
        // Nobody labels what is not shown.
        if (showsGuidelines ? guidelinesPage : page).shownLines == 0 {
            return [.endOfInput, .character("q")].contains(key)
        }
        if showsGuidelines {
            Self.scroll(&guidelinesPage, key)
            if [.character("g"), .character("q"), .escape].contains(key) { showsGuidelines = false }
            return key == .endOfInput
        }
        Self.scroll(&page, key)
        switch key {
        case .endOfInput, .character("q"): return true
        case .character("g") where guidelines != nil: showsGuidelines = true
        case .character("u"):
            turn(try queue.undo() ? "taken back" : "there is nothing to take back")
        case .character("s"):
            queue.skip()
            turn("skipped: it comes again at the end")
        case .character(let character):
            guard let label = page.keys.label(of: character), let item = queue.current else { break }
            try queue.label(label)
            turn(Self.told(label, of: item))
        default: break
        }
        return false
    }

    /// Begins the page of another item.
    private mutating func turn(_ message: String) {
        page.firstLine = 0
        page.message = message
    }

    private static func told(_ label: String, of item: AnnotationItem) -> String {
        // As much as the widest window shows.
        "\(label): \(String(decoding: item.text.prefix(2000), as: UTF8.self))"
    }

    private static func scroll(_ page: inout AnnotationPage, _ key: Key) {
        switch key {
        case .up: page.firstLine -= 1
        case .down: page.firstLine += 1
        case .pageUp: page.firstLine -= page.shownLines
        case .pageDown, .character(" "): page.firstLine += page.shownLines
        default: break
        }
    }
}
