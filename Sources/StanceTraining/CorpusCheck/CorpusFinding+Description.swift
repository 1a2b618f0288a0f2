import Foundation
import StanceKit

extension CorpusFinding: CustomStringConvertible {
    /// The place and the message, as the tool prints them: `train.csv, line 7: the text is empty`.
    public var description: String {
        "\(place): \(message)"
    }

    /// What was found, in words, with the place of the other record.
    public var message: String {
        let other = other.map { "\($0)" } ?? "another record"
        return switch cause {
        case .broken(let cause): "\(cause)"
        case .invalidUTF8: "bytes that are not UTF-8 begin here; save the file as UTF-8"
        case .missingText: "the text is empty"
        case .missingLabel: "\(StanceError.Cause.missingLabel)"
        case .singleLabel(let label): "\(StanceError.Cause.singleLabel(label))"
        case .rareLabel(let label): "the label '\(label)' occurs only here"
        case .labelVariant(let label, let usual):
            "the label '\(label)' differs from '\(usual)' in case only: \(other)"
        case .duplicateID(let id): "the id '\(id)' is also that of \(other)"
        case .contradiction(let label, let otherLabel):
            "the label is '\(label)', but '\(otherLabel)' for the same text: \(other)"
        case .leak(let split, let otherSplit): "the text is in the split \(split) and in \(otherSplit): \(other)"
        case .nearDuplicate(let similarity, let otherSplit):
            "the text is nearly one of the split \(otherSplit) (similarity \(Self.hundredths(similarity))): \(other)"
        case .duplicate: "note: the text stands twice: \(other)"
        case .byReference(let records):
            "note: \(records) records have an id and no text; their texts are not checked"
        case .labelError(let error):
            "labelled \(error.given), the model thinks \(error.suggested) "
                + "(p(\(error.suggested))=\(Self.hundredths(Double(error.suggestedProbability))), "
                + "p(\(error.given))=\(Self.hundredths(Double(error.givenProbability)))): \(error.text)"
                + (error.words.isEmpty ? "" : " (why: \(error.words.joined(separator: ", ")))")
        }
    }

    /// Two decimals, rounded down, so that only equal sets, and what is certain, have 1.00.
    private static func hundredths(_ value: Double) -> String {
        String(format: "%.2f", (value * 100).rounded(.down) / 100)
    }

    /// The finding as a JSON object: `kind`, `path`, `line`, `message`, for pairs `other` with `path` and `line`, for label
    /// errors `given`, `suggested`, `probabilities` and `words`.
    public var json: [UInt8] {
        var output = Array("{\"kind\":\"\(kind.rawValue)\",".utf8)
        Self.append(place, to: &output)
        if let other {
            output.append(contentsOf: ",\"other\":{".utf8)
            Self.append(other, to: &output)
            output.append(UInt8(ascii: "}"))
        }
        if case .labelError(let error) = cause { Self.append(error, to: &output) }
        output.append(contentsOf: ",\"message\":".utf8)
        RecordEncoding.appendJSON(message, to: &output)
        output.append(UInt8(ascii: "}"))
        return output
    }

    private static func append(_ place: StanceError.Place, to output: inout [UInt8]) {
        output.append(contentsOf: "\"path\":".utf8)
        if let path = place.path {
            RecordEncoding.appendJSON(path, to: &output)
        } else {
            output.append(contentsOf: "null".utf8)
        }
        output.append(contentsOf: ",\"line\":\(place.line.map(String.init) ?? "null")".utf8)
    }

    private static func append(_ error: LabelError, to output: inout [UInt8]) {
        output.append(contentsOf: ",\"given\":".utf8)
        RecordEncoding.appendJSON(error.given, to: &output)
        output.append(contentsOf: ",\"suggested\":".utf8)
        RecordEncoding.appendJSON(error.suggested, to: &output)
        output.append(contentsOf: ",\"probabilities\":{".utf8)
        RecordEncoding.appendJSON(error.given, to: &output)
        output.append(UInt8(ascii: ":"))
        RecordEncoding.appendProbability(error.givenProbability, to: &output)
        output.append(UInt8(ascii: ","))
        RecordEncoding.appendJSON(error.suggested, to: &output)
        output.append(UInt8(ascii: ":"))
        RecordEncoding.appendProbability(error.suggestedProbability, to: &output)
        output.append(contentsOf: "},\"words\":[".utf8)
        for (place, word) in error.words.enumerated() {
            if place > 0 { output.append(UInt8(ascii: ",")) }
            RecordEncoding.appendJSON(word, to: &output)
        }
        output.append(UInt8(ascii: "]"))
    }
}
