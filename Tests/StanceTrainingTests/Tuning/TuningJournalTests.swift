import Foundation
import StanceKit
import TestSupport
import Testing

@testable import StanceTraining

@Suite struct TuningJournalTests {
    private static func evaluation(_ candidate: Int) -> TuningJournal.Evaluation {
        var evaluation = TuningJournal.Evaluation(rung: 1, candidate: candidate)
        evaluation.outcome = TuningOutcome(labels: [0, 1, candidate])
        return evaluation
    }

    /// The text of a journal with three evaluations.
    private static func text(at path: String) throws -> String {
        let journal = try TuningJournal(path: path, work: "work")
        for candidate in 0..<3 { try journal.append(evaluation(candidate)) }
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test("What is appended is there when it is opened again; a recipe that cannot be trained has no outcome")
    func restores() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/j"
            _ = try Self.text(at: path)
            let failed = TuningJournal.Evaluation(rung: 2, candidate: 9)
            var losses = TuningJournal.Evaluation(rung: 2, candidate: 8)
            losses.outcome = TuningOutcome(losses: [0.1, 1.0 / 3, 1e-7])
            let journal = try TuningJournal(path: path, work: "work")
            try journal.append(failed)
            try journal.append(losses)
            let found = try TuningJournal(path: path, work: "work").evaluations
            #expect(found == (0..<3).map(Self.evaluation) + [failed, losses])
        }
    }

    @Test("A last line that was cut short is dropped and written over", arguments: [1, 5, 20])
    func torn(cut: Int) throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/j"
            let text = try Self.text(at: path)
            try Data(text.utf8.dropLast(cut)).write(to: URL(fileURLWithPath: path))
            let journal = try TuningJournal(path: path, work: "work")
            #expect(journal.evaluations == (0..<2).map(Self.evaluation))
            try journal.append(Self.evaluation(2))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }

    @Test("A file cut in its first line begins anew")
    func tornHeader() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/j"
            let text = try Self.text(at: path)
            for length in [0, 1, 30] {
                try Data(text.utf8.prefix(length)).write(to: URL(fileURLWithPath: path))
                #expect(try TuningJournal(path: path, work: "work").evaluations.isEmpty)
            }
            #expect(try Self.text(at: path) == text)
        }
    }

    @Test("What follows a line that cannot be read is dropped")
    func damaged() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/j"
            var lines = try Self.text(at: path).components(separatedBy: "\n")
            lines[2] = "{\"rung\":"
            try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
            #expect(try TuningJournal(path: path, work: "work").evaluations == [Self.evaluation(0)])
        }
    }

    @Test("A file of other work, or of something else, is refused and left as it is")
    func otherWork() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/j"
            let text = try Self.text(at: path)
            #expect(throws: StanceError(.checkpointOfOtherWork, path: path)) {
                try TuningJournal(path: path, work: "other")
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
            try Data("my notes\n".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: StanceError(.checkpointOfOtherWork, path: path)) {
                try TuningJournal(path: path, work: "work")
            }
        }
    }

    @Test("An outcome that cannot be of the data is not taken")
    func fits() throws {
        let data = try Corpus.data(Corpus.lines(3))
        #expect(TuningOutcome(labels: [0, 1, 2]).fits(data, .accuracy))
        #expect(!TuningOutcome(labels: [0, 1]).fits(data, .accuracy))
        #expect(!TuningOutcome(labels: [0, 1, 3]).fits(data, .macroF1))
        #expect(!TuningOutcome(labels: [0, 1, 2]).fits(data, .logLoss))
        #expect(TuningOutcome(losses: [0, 0.5, 1]).fits(data, .logLoss))
        #expect(!TuningOutcome(losses: [0, 0.5, -1]).fits(data, .logLoss))
    }
}
