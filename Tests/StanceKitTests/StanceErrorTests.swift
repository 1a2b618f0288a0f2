import StanceKit
import Testing

@Suite struct StanceErrorTests {
    @Test(
        "Each cause is worded, and has its exit code",
        arguments: [
            (.fileNotFound, "there is no such file", .missingInput),
            (.fileIsDirectory, "this is a directory; name the files in it", .missingInput),
            (.fileUnreadable(reason: "Permission denied"), "cannot be read: Permission denied", .missingInput),
            (.utf32, "this is UTF-32; save it as UTF-8", .badData),
            (
                .unmarkedUTF16, "this looks like UTF-16 without a byte order mark; save it as UTF-8", .badData
            ),
            (.fileUnwritable(reason: "No space left"), "cannot be written: No space left", .failure),
            (
                .outputOccupied,
                "this is there already and is not a model; choose another directory for the output", .failure
            ),
            (.readerGone, "whoever reads it has closed it", .failure),
            (.noRecords, "there are no records in it", .badData),
            (
                .noRecordFiles, "there are no files of records in this directory (.tsv, .csv, .jsonl)", .missingInput
            ),
            (.unterminatedQuote, "a quoted field that begins in this record is never closed", .badData),
            (.wrongFieldCount(expected: 3, found: 2), "2 fields where the header has 3", .badData),
            (.duplicateField("a"), "the field 'a' stands twice", .badData),
            (
                .unknownField("a", known: ["b", "c"]),
                "there is no field 'a'; the fields are: b, c", .badData
            ),
            (
                .unknownField("label", known: ["b"]),
                "there is no field 'label'; the fields are: b. Name another one with --label-field", .badData
            ),
            (
                .fieldIsTheText("a"),
                "the field 'a' is read as the text and can be nothing else besides; name another one",
                .usage
            ),
            (
                .fieldWithoutColumn("a", columns: ["b", "c"]),
                "the field 'a' is not one of the first record's, which are the columns: b, c. Use --format jsonl",
                .badData
            ),
            (
                .unknownLabel("x", known: (1...30).map(String.init)),
                "the label 'x' is not one of these: "
                    + (1...20).map(String.init).joined(separator: ", ") + ", … (30 in all)", .badData
            ),
            (.missingField("a"), "the field 'a' is missing", .badData),
            (.fieldIsNotText("a"), "the field 'a' is not a text", .badData),
            (.fieldIsNotTexts("a"), "the field 'a' is not an array of texts", .badData),
            (.fieldIsNotTruthValue("a"), "the field 'a' is neither true nor false", .badData),
            (.malformedJSON(reason: "'}' expected", byte: 7), "not a JSON object: '}' expected at byte 7", .badData),
            (
                .unlabelledLine,
                "the line does not begin with __label__; if the file has another format, name it with --input-format",
                .badData
            ),
            (
                .weightOutOfRange("n", value: "2e6", from: 1e-30, below: 1e6),
                "the field 'n' holds '2e6'; what is not 0 lies from 1e-30 up to 1000000", .badData
            ),
            (
                .weightOutOfRange("n", value: "1e20", from: 0, below: 1e12),
                "the field 'n' holds '1e20'; what is not 0 lies below 1000000000000", .badData
            ),
            (.severalLabels, "the line has more than one label; one is expected", .badData),
            (.missingLabel, "the label is empty", .badData),
            (.singleLabel("a"), "every record has the label 'a'; training needs at least two labels", .badData),
            (.unknownLabel("a", known: ["b", "c"]), "the label 'a' is not one of these: b, c", .badData),
            (
                .tooManyParameters(labels: 3, features: 4, gigabytes: 5),
                "3 labels times 4 features need some 5 GB of memory, more than this machine has. "
                    + "Is the label field the right one?", .badData
            ),
            (
                .noFeatures(minimumDocumentFrequency: 2),
                "no n-gram occurs in 2 of the texts; training needs more of them", .badData
            ),
            (
                .modelNotFound(searched: ["x", "y"]), "no model found; looked in: x, y. Name one with --model",
                .missingInput
            ),
            (
                .itemOfTwoTexts("q:1", other: StanceError.Place(path: "l.jsonl", line: 2)),
                "the item 'q:1' has another text: l.jsonl, line 2. Each text needs an item of its own; --item-field names "
                    + "the field that tells them apart", .badData
            ),
            (
                .secondLabel(item: "q:1", annotator: "mia", other: StanceError.Place(path: "l.jsonl", line: 2)),
                "mia has labelled the item 'q:1' before: l.jsonl, line 2. An item has one label of each annotator: is "
                    + "another window open?", .badData
            ),
            (
                .noTerminal,
                "this works in a terminal alone, where a key can be read and a page drawn: redirect neither input nor "
                    + "output", .usage
            ),
            (.malformedModel(reason: "it is cut short"), "this is not a usable model: it is cut short", .badData),
            (
                .unsupportedModelVersion(9, newest: 1),
                "the model has format version 9; this build reads up to 1. Update Stance", .badData
            ),
            (.invalidConfiguration(reason: "a negative penalty"), "a negative penalty", .usage),
            (.notAWeight("n", value: "-1"), "the field 'n' holds '-1', which is not a number from 0 up", .badData),
            (.noShares(prefix: "p_"), "no field that begins with 'p_' holds a share above 0", .badData),
            (
                .malformedRecipe(reason: "it is not a JSON object"),
                "this is not a usable recipe: it is not a JSON object", .badData
            ),
            (
                .noWeights("n"), "the field 'n' is 0 in every record; training needs some above 0", .badData
            ),
            (
                .damagedCheckpoint,
                "the state of training in it is damaged; remove it, and that part is trained anew", .badData
            ),
            (.interrupted, "stopped before the end; no result was written", .interrupted),
            (
                .checkpointOfOtherWork,
                "it keeps the state of other work: other data, another recipe, other options or another version. "
                    + "Name another place, or remove this one", .usage
            ),
            (
                .outputIsNoRecipe, "this is there already and is not a recipe; choose another file for the output",
                .failure
            ),
        ] as [(StanceError.Cause, String, StanceError.Code)])
    func wording(cause: StanceError.Cause, text: String, code: StanceError.Code) {
        #expect("\(cause)" == text)
        #expect(StanceError(cause).code == code)
    }

    @Test("The place stands before the cause")
    func place() {
        #expect("\(StanceError(.noRecords, path: "a.csv", line: 7))" == "a.csv, line 7: there are no records in it")
        #expect("\(StanceError(.noRecords, path: "a.csv"))" == "a.csv: there are no records in it")
        #expect("\(StanceError(.noRecords, line: 7))" == "line 7: there are no records in it")
        #expect("\(StanceError(.noRecords))" == "there are no records in it")
    }
}
