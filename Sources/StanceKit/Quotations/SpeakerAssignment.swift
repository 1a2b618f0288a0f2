/// Gives the spans of one paragraph their speakers: the first of the readings, unless it is doubtful.
struct SpeakerAssignment {
    private let frame: Frame
    private let finder: ReadingFinder

    /// Below this probability the speaker is left open.
    private static let leastProbability = 0.9
    /// Nothing that long is a name; it would be copied for every quotation that has it. In bytes.
    private static let longestSpeech = 400

    /// Those of each sentence.
    var attributions: [[Attribution]] { finder.attributions }

    /// - Parameter signature: who signs on the line below the paragraph.
    init(_ frame: Frame, signature: Speech? = nil) {
        self.frame = frame
        finder = ReadingFinder(frame, signature: signature)
    }

    /// - Parameter running: the reading by the speech right before this paragraph, for words that start it without a verb.
    func assignments(running: () -> Reading?) -> [Assignment] {
        let own = frame.spans.indices.map { finder.own($0) }
        var result = own.indices.map { best(of: featured(own[$0], of: $0)) }
        for index in own.indices where own[index].isEmpty {
            result[index] = best(of: featured(finder.nearby(index, result, running: running), of: index))
        }
        return result
    }

    /// The readings of a span, with their features: those nearby only where its own sentence has none, whatever the
    /// weights say.
    func readings(of span: Int, _ assigned: [Assignment], running: () -> Reading?) -> [Reading] {
        let own = finder.own(span)
        return featured(own.isEmpty ? finder.nearby(span, assigned, running: running) : own, of: span)
    }

    private func best(of readings: [Reading]) -> Assignment {
        guard let first = readings.first, first.speech.length <= Self.longestSpeech else { return .none }
        var assignment = first.assignment
        assignment.speech?.isDoubtful = assignment.confidence < Self.leastProbability
        return assignment
    }

    /// The readings with what speaks for and against each.
    private func featured(_ readings: [Reading], of span: Int) -> [Reading] {
        let leadsOn = finder.leadsOn(span)
        let startsParagraph = finder.startsParagraph(span)
        let startsSentence = finder.startsSentence(span)
        return readings.map { reading in
            var reading = reading
            var features = reading.features
            features.insert(ReadingFeature(rawValue: reading.kind.rawValue) ?? .after, if: true)
            features.insert(.onlyOne, if: readings.count == 1)
            features.insert(.relative, if: reading.speech.name != reading.speech.mention)
            features.insert(.name, if: reading.speech.kind == .name)
            features.insert(.pronoun, if: reading.speech.kind == .pronoun)
            features.insert(.phrase, if: reading.speech.kind == .phrase)
            features.insert(.near, if: reading.distance > 1 && reading.distance <= 3)
            features.insert(.far, if: reading.distance > 3 && reading.distance <= 10)
            features.insert(.veryFar, if: reading.distance > 10)
            features.insert(.leadsOn, if: leadsOn)
            features.insert(.startsParagraph, if: startsParagraph)
            features.insert(.startsSentence, if: startsSentence)
            features.insert(.speechByForm, if: frame.spans[span].isSpeechByForm)
            features.insert(.plainVerb, if: reading.speech.isPlain)
            features.insert(.contested, if: finder.isContested(reading, of: span))
            reading.features = features
            return reading
        }
    }

    /// What a quotation at the start of the next paragraph goes on with: whoever is reported last here.
    func closingSpeech() -> Speech? {
        guard let sentence = frame.sentences.last else { return nil }
        let announces = endsWithColon || frame.items[sentence].contains { $0.isA([.message, .utterance]) }
        if let first = finder.attributions[frame.sentences.count - 1].first(where: { $0.isExplicit }),
            announces || first.mention.kind != .phrase
        {
            return Speech(first, in: frame)
        }
        return announces ? finder.reader.leadingSubject(of: sentence).map { Speech($0) } : nil
    }

    /// Whether the paragraph announces the words of the next one.
    var endsWithColon: Bool { frame.items.last?.isKind(.colon) ?? false }
}
