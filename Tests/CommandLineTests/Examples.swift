/// Labelled texts to train a small model on: two kinds of customers' questions.
enum Examples {
    static let rows: [(label: String, text: String)] = (1...12).flatMap { number in
        [
            ("shipping", "Where is parcel number \(number) and when does the courier bring it?"),
            ("billing", "Why was invoice number \(number) charged twice to my card?"),
        ]
    }

    static var tsv: String { "label\ttext\n" + rows.map { "\($0.label)\t\($0.text)\n" }.joined() }
    static var fastText: String { rows.map { "__label__\($0.label) \($0.text)\n" }.joined() }
    static var jsonLines: String {
        rows.map { "{\"kind\":\"\($0.label)\",\"question\":\"\($0.text)\"}\n" }.joined()
    }

    /// JSON Lines with further members, by the row's place.
    static func objects(_ members: (Int) -> String) -> String {
        rows.enumerated().map { "{\"text\":\"\($1.text)\",\"label\":\"\($1.label)\",\(members($0))}\n" }.joined()
    }

    /// Trains a model in `folder` and returns its directory.
    static func train(in folder: String) throws -> String {
        try tsv.write(to: "\(folder)/train.tsv")
        let result = try Tool.run(
            "stance-train", ["--train", "\(folder)/train.tsv", "--output", "\(folder)/model"])
        guard result.status == 0 else { throw Failure(message: result.error) }
        return "\(folder)/model"
    }

    struct Failure: Error {
        var message: String
    }
}
