import Foundation

/// What speaks for and against a reading. The order is that of the weights in `ReadingWeights`.
enum ReadingFeature: Int, CaseIterable {
    case after, verbAfter, before, outer, colon, signature, trailing, previous, next, running, subject, turn
    case onlyOne
    case name, pronoun, phrase, relative
    case implicitSubject, naming, gerund, baseForm, nounOfSaying, besideSpeech
    case near, far, veryFar
    case leadsOn, startsParagraph, startsSentence, speechByForm
    case plainVerb, afterRelative, contested
}

/// The features that a reading has, and the logistic regression over them.
struct ReadingFeatures {
    private var bits: UInt64 = 0

    mutating func insert(_ feature: ReadingFeature, if isPresent: Bool) {
        if isPresent { bits |= 1 << UInt64(feature.rawValue) }
    }

    func contains(_ feature: ReadingFeature) -> Bool { bits & 1 << UInt64(feature.rawValue) != 0 }

    /// 1 / (1 + exp(-(bias + the weights of the features present))).
    var probability: Double {
        var logit = ReadingWeights.bias
        var rest = bits
        while rest != 0 {
            logit += ReadingWeights.weights[rest.trailingZeroBitCount]
            rest &= rest - 1
        }
        return 1 / (1 + exp(-logit))
    }
}
