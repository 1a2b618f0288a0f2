public import StanceKit

/// Which key gives which label: the digits, then the letters that have no other use.
public struct LabelKeys: Sendable {
    /// The labels, in the order of their keys.
    public let labels: [String]

    private static let keys = Array("123456789abcdefhijklmnoprtvwxyz")

    /// Gives each label a key.
    ///
    /// - Throws: `StanceError.Cause.invalidConfiguration` unless there are 2 to 31 labels, each once and none empty.
    public init(_ labels: [String]) throws(StanceError) {
        let isSound = Set(labels).count == labels.count && !labels.contains("")
        guard (2...Self.keys.count).contains(labels.count), isSound else {
            throw StanceError(
                .invalidConfiguration(reason: "annotate takes 2 to \(Self.keys.count) labels, each once, none empty"))
        }
        self.labels = labels
    }

    /// The label of a key.
    func label(of key: Character) -> String? {
        Self.keys.firstIndex(of: key).flatMap { $0 < labels.count ? labels[$0] : nil }
    }

    /// Each label with its key.
    var all: [(key: Character, label: String)] { zip(Self.keys, labels).map { ($0, $1) } }
}
