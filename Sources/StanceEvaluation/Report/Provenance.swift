import Foundation
public import StanceKit

/// What a report rests on, so that somebody else can make it again.
public struct Provenance: Sendable {
    /// A file that was read.
    public struct File: Sendable, Equatable {
        /// The last part of its path.
        var name: String
        /// What it holds.
        var role: String
        /// How many records.
        var records: Int
        /// Its SHA-256, in hexadecimal digits.
        var sha256: String

        /// The file of a table.
        public init(_ table: RecordTable, role: String) {
            name = table.name.split(separator: "/").last.map(String.init) ?? table.name
            (self.role, records, sha256) = (role, table.records.count, table.sha256)
        }

        /// The file of a learning curve.
        public init(_ curve: LearningCurve) {
            name = curve.name.split(separator: "/").last.map(String.init) ?? curve.name
            role = "learning curve"
            (records, sha256) = (curve.series.reduce(0) { $0 + $1.points.count }, curve.sha256)
        }
    }

    /// The command with its arguments.
    public var command: [String]
    /// The checksums of the models that labelled texts.
    public var models: [String]
    /// The files.
    public var files: [File]

    /// Names them; a file that is named twice stands once.
    public init(command: [String], models: [String] = [], files: [File]) {
        (self.command, self.models) = (command, models)
        self.files = files.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Refuses two files with the same bytes.
    ///
    /// - Throws: `StanceError.Cause.repeatedFile`.
    public static func refuseRepeated(_ files: [File]) throws(StanceError) {
        var first: [String: String] = [:]
        for file in files {
            if let other = first.updateValue(file.name, forKey: file.sha256) {
                throw StanceError(.repeatedFile(other), path: file.name)
            }
        }
    }

    /// The command as a shell reads it.
    var commandLine: String {
        command.map { argument in
            let plain = argument.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=:,@%+".contains($0)) }
            return plain && !argument.isEmpty ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
        }.joined(separator: " ")
    }

    /// The section that says so.
    func section(_ facts: [(String, String)]) -> ReportDocument.Section {
        var rows: [[ReportDocument.Cell]] = facts.map { [.text($0.0), .text($0.1)] }
        for model in models { rows.append([.text("model"), .code(model)]) }
        rows.append([.text("version"), .text("stance-eval \(stanceVersion)")])
        rows.append([.text("command"), .code(commandLine)])
        return ReportDocument.Section(
            title: "What was measured",
            blocks: [
                .table(.init(head: [], rows: rows)),
                .table(
                    .init(
                        head: ["file", "holds", "records", "SHA-256"],
                        rows: files.map { file in
                            [.text(file.name), .text(file.role), .number(file.records), .code(file.sha256)]
                        })),
            ])
    }
}
