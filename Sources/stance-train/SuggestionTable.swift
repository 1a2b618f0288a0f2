import CommandLineSupport
import StanceKit
import StanceTraining

/// Texts to label as a table with the columns `item`, `text` and an empty `label`, fit for a spreadsheet and for every tool
/// here.
struct SuggestionTable {
    let format: Suggest.OutputFormat
    let suggestions: [Suggester.Result.Suggestion]

    /// The whole table. It begins with a byte order mark, without which Excel takes UTF-8 for something else.
    var bytes: [UInt8] {
        var output = Array("\u{FEFF}".utf8)
        append(["item", "text", "label"].map { Array($0.utf8)[...] }, to: &output)
        for suggestion in suggestions {
            let text = SpreadsheetText.unevaluated(String(decoding: suggestion.text, as: UTF8.self))
            append([Array(suggestion.item.utf8)[...], Array(text.utf8)[...], []], to: &output)
        }
        return output
    }

    private func append(_ cells: [ArraySlice<UInt8>], to output: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            switch format {
            case .csv:
                if index > 0 { output.append(UInt8(ascii: ",")) }
                RecordEncoding.appendCSV(cell, to: &output)
            case .tsv:
                if index > 0 { output.append(UInt8(ascii: "\t")) }
                // Nothing in a TSV is quoted.
                output.append(contentsOf: cell.map { (0x09...0x0D).contains($0) ? UInt8(ascii: " ") : $0 })
            }
        }
        output.append(UInt8(ascii: "\n"))
    }
}
