import Foundation
public import StanceKit
import StancePages

/// The directory of a report: `report.html`, `report.md` with its plots, `metrics.csv`.
public enum ReportDirectory {
    private static let page = "report.html"

    /// Writes a report, whole or not at all; an older report at that place is replaced.
    ///
    /// - Throws: `StanceError` if it cannot be written, or something else stands there.
    public static func write(_ document: ReportDocument, to directory: String) throws(StanceError) {
        let owned = try checked(directory)
        var files = [
            page: Array(document.html().utf8), "report.md": Array(document.markdown().utf8),
            "metrics.csv": MetricRow.csv(document.metrics),
        ]
        for case .figures(let figures) in document.sections.flatMap(\.blocks) {
            for figure in figures { files["\(figure.name).svg"] = Array(figure.drawing.file(document.palette).utf8) }
        }
        try DirectoryReplacement.write(files, to: directory, replacing: owned)
    }

    /// Refuses a place where a report cannot go, before work is done for it.
    ///
    /// - Throws: `StanceError.Cause.outputIsNoReport` if something other than a report stands there.
    public static func checkDestination(_ directory: String) throws(StanceError) {
        _ = try checked(directory)
    }

    /// The names of the files there, all of a report.
    private static func checked(_ directory: String) throws(StanceError) -> Set<String> {
        guard FileManager.default.fileExists(atPath: directory) else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory),
            names.allSatisfy(isOfReport),
            names.isEmpty || isReport("\(directory)/\(page)")
        else { throw StanceError(.outputIsNoReport, path: directory) }
        return Set(names)
    }

    private static func isOfReport(_ name: String) -> Bool {
        if [page, "report.md", "metrics.csv"].contains(name) { return true }
        let plots = [
            "confusion", "reliability", "precision-recall", "groups", "learning-curve", "shares", "differences",
            "pairs",
        ]
        return name.hasSuffix(".svg")
            && plots.contains { plot in
                name.hasPrefix(plot) && name.dropLast(4).dropFirst(plot.count).allSatisfy { $0 == "-" || $0.isNumber }
            }
    }

    private static func isReport(_ path: String) -> Bool {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return false }
        return text.contains(ReportDocument.mark)
    }
}
