import Crypto
import Foundation
public import StanceKit

/// The examples of one or several files, with their labels as indices.
public struct TrainingData: Sendable {
    /// The texts, in UTF-8.
    public var texts: [ArraySlice<UInt8>] = []
    /// The label of each text, as an index into `labels`.
    public var targets: [Int] = []
    /// The labels, sorted.
    public let labels: [String]
    /// The files, with digests.
    public private(set) var files: [TrainingRecord.DataFile] = []

    /// Reads labelled files.
    ///
    /// - Parameter format: the format of every file; `nil` to tell each as `LabelledText.read` does.
    /// - Throws: `StanceError` for the first file or record that is not in order, or if there is only one label.
    public init(
        paths: [String], format: RecordFormat? = nil, textField: String = "text", labelField: String = "label"
    ) throws(StanceError) {
        var examples: [LabelledText] = []
        for path in paths {
            var digest = SHA256()
            let read = try LabelledText.read(
                path: path, format: format, textField: textField, labelField: labelField,
                observe: { piece in digest.update(data: piece) })
            examples.append(contentsOf: read)
            files.append(
                TrainingRecord.DataFile(
                    name: path.split(separator: "/").last.map(String.init) ?? path,
                    sha256: digest.finalize().map { String(format: "%02x", $0) }.joined(), records: read.count))
        }
        labels = Set(examples.map(\.label)).sorted()
        guard labels.count > 1 else {
            let names = paths.map(RecordReader.displayName(of:)).joined(separator: ", ")
            throw StanceError(.singleLabel(labels.first ?? ""), path: names)
        }
        let indices = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        texts = examples.map(\.text)
        targets = examples.map { indices[$0.label]! }
    }

    /// How many texts there are of each label, in the labels' order.
    public var labelCounts: [Int] {
        var counts = [Int](repeating: 0, count: labels.count)
        for target in targets { counts[target] += 1 }
        return counts
    }
}
