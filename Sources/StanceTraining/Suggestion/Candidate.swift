import LinearAlgebra
import StanceKit

/// A text that may be suggested for labelling.
struct Candidate {
    /// What it is called.
    var item: String
    /// The text, in UTF-8.
    var text: ArraySlice<UInt8>
    /// Where it stands.
    var place: StanceError.Place
    /// Of the candidates with equal keys one is kept.
    var key: UInt64
    /// How much it is worth by itself.
    var worth: Float
    /// Decides between equals, at random: the smaller goes first.
    var lot: UInt64

    /// Whether it goes before another one.
    func precedes(_ other: Candidate) -> Bool {
        worth != other.worth ? worth > other.worth : lot < other.lot
    }
}

/// The best candidates of a stream: of each key the best one, of these the best `capacity`.
///
/// The result does not depend on when the pool is cut: a candidate that is cut has `capacity` better ones of other keys
/// before it, and these only get better.
/// - Complexity: memory O(capacity); time O(1) for each candidate on average, plus O(log capacity) for each that gets in.
struct CandidatePool {
    private let capacity: Int
    private var candidates: [UInt64: Candidate] = [:]
    /// The last of the candidates that were left when the pool was cut.
    private var threshold: Candidate?

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Whether a candidate of this worth may get in.
    func mayTake(_ candidate: Candidate) -> Bool {
        threshold.map { candidate.precedes($0) } ?? true
    }

    mutating func add(_ candidate: Candidate) {
        guard mayTake(candidate) else { return }
        if let known = candidates[candidate.key], !candidate.precedes(known) { return }
        var candidate = candidate
        // A slice would keep the whole block that it is from.
        candidate.text = Array(candidate.text)[...]
        candidates[candidate.key] = candidate
        if candidates.count >= 2 * capacity + 1024 { cut() }
    }

    private mutating func cut() {
        let best = ranked
        threshold = best.last
        candidates = Dictionary(uniqueKeysWithValues: best.map { ($0.key, $0) })
    }

    /// The best candidates, the best first.
    var ranked: [Candidate] {
        Array(candidates.values.sorted { $0.precedes($1) }.prefix(capacity))
    }
}
