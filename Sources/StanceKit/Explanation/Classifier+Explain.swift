extension Classifier {
    /// Says what each word of a text adds to a label's logit.
    ///
    /// ```swift
    /// let explanation = classifier.explain("The bridge could collapse and people could die.")
    /// let telling = explanation.spans.max { $0.weight < $1.weight }  // "die"
    /// ```
    ///
    /// The linear part is a sum over n-grams and is given as it is. Networks are explained by integrated gradients against
    /// the empty text (Sundararajan, Taly & Yan 2017). An n-gram over several tokens counts for each of them in equal
    /// shares; one of characters counts for its word. `base` and the weights sum to the logit, but for rounding: to 1e-4
    /// of the largest of them and 1.
    ///
    /// - Parameter label: an index into `labels`; `nil` for the label that is chosen, were there no abstention.
    /// - Complexity: O(bytes · longest n-gram · outputs of the first layers), and for networks O(weights behind the first
    ///   layer · steps along the path). Slower than `classify(_:)`, whose caches it does not use.
    public func explain(_ text: String, label: Int? = nil) -> Explanation {
        var bytes = text
        return bytes.withUTF8 { explanation(of: $0, label: label) }
    }

    /// Says what each word of a quotation adds, with places in the quotation's `text`; `nil` if it has too few words to be
    /// judged.
    public func explain(_ quotation: Quotation) -> Explanation? {
        let statement = quotation.statement
        guard Self.hasEnoughWords(statement) else { return nil }
        var explanation = explain(statement)
        // A final comma was made a full stop.
        if statement != quotation.text, let last = explanation.spans.indices.last {
            explanation.spans[last].text = ","
        }
        return explanation
    }

    private func explanation(of text: UnsafeBufferPointer<UInt8>, label: Int?) -> Explanation {
        let logits = logits(of: text)
        let label = label ?? choice(of: logits)
        let tokens = TextTokens(of: text, model.space.hasher)
        let contributions = LabelContributions(model, label: label, tokens)
        let weights = contributions.sums(tokenCount: tokens.ranges.count)
        return Explanation(
            labelIndex: label, logit: Double(logits[label]), base: Double(logitShift(label)) + contributions.base,
            spans: Self.spans(tokens.ranges, weights, in: text))
    }

    private static func spans(
        _ tokens: [Range<Int>], _ weights: [Double], in text: UnsafeBufferPointer<UInt8>
    ) -> [Explanation.Span] {
        var byte = 0
        var scalar = 0
        /// Continuation bytes start no scalar.
        func scalars(to end: Int) -> Int {
            while byte < end {
                if text[byte] & 0xC0 != 0x80 { scalar += 1 }
                byte += 1
            }
            return scalar
        }
        return zip(tokens, weights).map { token, weight in
            let start = scalars(to: token.lowerBound)
            return Explanation.Span(
                range: start..<scalars(to: token.upperBound), text: String(decoding: text[token], as: UTF8.self),
                weight: weight)
        }
    }
}
