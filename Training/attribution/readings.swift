import Foundation

/// Prints, an article a line, the quoted spans and the reading of who said each, in code points and feature numbers.
/// `train.py` compiles it together with the sources in `StanceKit/Quotations`, whose internals it reads.
struct Input: Decodable {
    var text: String
}

@main
struct Readings {
    static func main() throws {
        for line in try Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1])).split(separator: 0x0A) {
            let article = Article(try JSONDecoder().decode(Input.self, from: Data(line)).text)
            FileHandle.standardOutput.write(
                try JSONSerialization.data(withJSONObject: spans(of: article)) + Data([0x0A]))
        }
    }

    static func spans(of article: Article) -> [[String: Any]] {
        func codePoints(_ range: Range<Int>) -> [Int] {
            [range.lowerBound, range.upperBound].map {
                String(decoding: article.bytes[..<$0], as: UTF8.self).unicodeScalars.count
            }
        }
        let (found, topics) = firstReadings(of: article)
        let drafts = found.map {
            QuotationDraft(segments: [$0.span], kind: .direct, speech: $0.reading?.speech, confidence: 0)
        }
        var resolution = SpeakerResolution(article, topics)
        let speakers = resolution.speakers(of: drafts)
        return zip(found, speakers).map { found, speaker in
            guard let reading = found.reading else { return ["span": codePoints(found.span)] }
            let features = ReadingFeature.allCases.filter(reading.features.contains).map(\.rawValue)
            return [
                "span": codePoints(found.span), "mention": codePoints(reading.speech.mention), "speaker": speaker ?? "",
                "features": features,
            ]
        }
    }

    static func firstReadings(of article: Article) -> ([(span: Range<Int>, reading: Reading?)], Topics) {
        var reader = ParagraphReader(article)
        var topics = Topics(article)
        var result: [(Range<Int>, Reading?)] = []
        for index in article.paragraphs.indices {
            let last = reader.running(before: index)
            guard let paragraph = reader.next(index) else { continue }
            topics.add(index, paragraph.frame, paragraph.assigner.attributions)
            let running = paragraph.turn ?? last
            for span in paragraph.kinds.indices where paragraph.kinds[span] != nil {
                let readings = paragraph.assigner.readings(of: span, paragraph.assignments) { running }
                result.append((paragraph.frame.spans[span].content, readings.first))
            }
        }
        return (result, topics)
    }
}
