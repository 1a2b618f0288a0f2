import Foundation

/// Prints, an article a line, the quoted spans and the readings of who said each, in code points and feature numbers.
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
        var reader = ParagraphReader(article)
        var result: [[String: Any]] = []
        for index in article.paragraphs.indices {
            let running = reader.running(before: index)
            guard let paragraph = reader.next(index) else { continue }
            for span in paragraph.kinds.indices where paragraph.kinds[span] != nil {
                let readings = paragraph.assigner.readings(of: span, paragraph.assignments) { running }
                result.append([
                    "span": codePoints(paragraph.frame.spans[span].content),
                    "readings": readings.map { reading in
                        [
                            "mention": codePoints(reading.speech.mention), "name": article.text(reading.speech.name),
                            "features": ReadingFeature.allCases.filter(reading.features.contains).map(\.rawValue),
                        ]
                    },
                ])
            }
        }
        return result
    }
}
