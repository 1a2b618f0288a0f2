extension StanceError: CustomStringConvertible {
    /// The place and the cause, as a tool prints them: `articles.csv, line 7: …`.
    public var description: String {
        place == Place() ? "\(cause)" : "\(place): \(cause)"
    }
}

extension StanceError.Place: CustomStringConvertible {
    /// The file and the line, as far as they are known: `articles.csv, line 7`.
    public var description: String {
        [path, line.map { "line \($0)" }].compactMap(\.self).joined(separator: ", ")
    }
}

extension StanceError.Cause: CustomStringConvertible {
    /// The cause in words, with what to do about it where that can be said.
    public var description: String {
        switch self {
        case .fileNotFound:
            "there is no such file"
        case .fileIsDirectory:
            "this is a directory; name the files in it"
        case .fileUnreadable(let reason):
            "cannot be read: \(reason)"
        case .damagedGzip:
            "this gzip file is damaged or ends too early"
        case .notText:
            "this is a spreadsheet, a document or an archive, not text; save it as CSV or as plain text, in UTF-8"
        case .utf32:
            "this is UTF-32; save it as UTF-8"
        case .unmarkedUTF16:
            "this looks like UTF-16 without a byte order mark; save it as UTF-8"
        case .fileUnwritable(let reason):
            "cannot be written: \(reason)"
        case .outputOccupied:
            "this is there already and is not a model; choose another directory for the output"
        case .checkpointOccupied:
            "other files are in this directory; choose another one for the checkpoint"
        case .outputIsNoRecipe:
            "this is there already and is not a recipe; choose another file for the output"
        case .outputIsInput:
            "this is one of the files that are read; choose another file for the output"
        case .outputIsNoReport:
            "this is there already and is not a report alone; choose another directory for the report"
        case .readerGone:
            "whoever reads it has closed it"
        case .noRecords:
            "there are no records in it"
        case .blankTexts:
            "every text in it is blank"
        case .noRecordFiles:
            "there are no files of records in this directory (.tsv, .csv, .jsonl)"
        case .unterminatedQuote:
            "a quoted field that begins in this record is never closed"
        case .textBehindQuote:
            "a field goes on behind its closing quotation mark; a mark inside a quoted field is written twice"
        case .carriageReturns:
            "its lines end in carriage returns alone; save it with line feeds"
        case .wrongFieldCount(let expected, let found):
            "\(found) field\(found == 1 ? "" : "s") where the header has \(expected)"
        case .duplicateField(let name):
            "the field '\(name)' stands twice"
        case .unknownField(let name, let known):
            "there is no field '\(name)'; the fields are: \(Self.list(known))"
                + (Self.optional.contains(name) ? ". Name another one with --\(name)-field" : "")
        case .fieldIsTheText(let name):
            "the field '\(name)' is read as the text and can be nothing else besides; name another one"
        case .fieldWithoutColumn(let name, let columns):
            "the field '\(name)' is not one of the first record's, which are the columns"
                + (columns.isEmpty ? "; it has none but the text" : ": \(Self.list(columns))") + ". Use --format jsonl"
        case .missingField(let name):
            "the field '\(name)' is missing"
        case .fieldIsNotText(let name):
            "the field '\(name)' is not a text"
        case .fieldIsNotTexts(let name):
            "the field '\(name)' is not an array of texts"
        case .fieldIsNotTruthValue(let name):
            "the field '\(name)' is neither true nor false"
        case .malformedJSON(let reason, let byte):
            "not a JSON object: \(reason) at byte \(byte)"
        case .jsonArray:
            "this is a JSON array; records are objects, one a line. Make them with jq -c '.[]' FILE > FILE.jsonl"
        case .unlabelledLine:
            "the line does not begin with __label__; if the file has another format, name it with --input-format"
        case .severalLabels:
            "the line has more than one label; one is expected"
        case .missingLabel:
            "the label is empty"
        case .labelNotUTF8(let label):
            "the label '\(label)' has bytes that are not UTF-8; save the file as UTF-8"
        case .notAWeight(let name, let value):
            "the field '\(name)' holds '\(value)', which is not a number from 0 up"
        case .weightOutOfRange(let name, let value, let smallest, let limit):
            "the field '\(name)' holds '\(value)'; what is not 0 lies "
                + (smallest > 0 ? "from \(smallest) up to" : "below") + " \(Int(limit))"
        case .noShares(let prefix):
            "no field that begins with '\(prefix)' holds a share above 0"
        case .noWeights(let name):
            "the field '\(name)' is 0 in every record; training needs some above 0"
        case .singleLabel(let label):
            "every record has the label '\(label)'; training needs at least two labels"
        case .unknownLabel(let label, let known):
            "the label '\(label)' is not one of these: \(Self.list(known))"
        case .emptyField(let name):
            "the field '\(name)' is empty"
        case .emptyColumn(let name):
            "the field '\(name)' is empty in every record; is it the right one?"
        case .noPredictions(let known):
            "no field holds predicted labels beside true ones; the fields are: \(Self.list(known)). "
                + "Name them with --gold-field and --predicted-field"
        case .notAProbability(let name, let value):
            "the field '\(name)' holds '\(value)', which is not a probability from 0 to 1"
        case .notADistribution(let sum):
            "the probabilities sum to \(sum), not to 1"
        case .repeatedID(let id):
            "the id '\(id)' stands twice"
        case .repeatedItem(let id):
            "the id '\(id)' stands twice; if one item is predicted several times, draw these together with --cluster id"
        case .repeatedFile(let other):
            "this has the same bytes as \(other), so that its items would count twice; name each file once"
        case .unmatchedID(let id, let other):
            "the id '\(id)' is not in \(other); both must have the same items"
        case .differentLengths(let found, let expected, let other):
            "\(found) items, but \(expected) in \(other); both must have the same items"
        case .differentTruth(let item, let found, let expected, let other):
            "the true label of item \(item) is '\(found)', but '\(expected)' in \(other)"
        case .repeatedRating(let item, let annotator):
            "the annotator '\(annotator)' labels the item '\(item)' twice"
        case .itemLabelledTwice(let item):
            "the item '\(item)' has several labels, and one an item counts: settle on one where annotators differ"
        case .repeatedRow(let item):
            "the item '\(item)' has two rows, each field of which is taken for an annotator's labels. If the rows are labels, "
                + "name their fields with --annotator-field and --label-field"
        case .notAnnotator(let name):
            "the field '\(name)' has another value in every row, as no annotator's labels do. Name the annotators' fields with "
                + "--annotators, or the items' with --item-field"
        case .singleAnnotator:
            "agreement needs at least two annotators with an item in common"
        case .noFeatures(let minimum):
            "no n-gram occurs in \(minimum) of the texts; training needs more of them"
        case .tooManyParameters(let labels, let features, let gigabytes):
            "\(labels) labels times \(features) features need some \(gigabytes) GB of memory, more than this machine has. "
                + "Is the label field the right one?"
        case .itemOfTwoTexts(let item, let other):
            "the item '\(item)' has another text: \(other). Each text needs an item of its own; --item-field names the "
                + "field that tells them apart"
        case .itemTwice(let item, let other):
            "the item '\(item)' stands twice: \(other). Name each file once; if two texts are meant, --item-field names the field "
                + "that tells them apart"
        case .secondLabel(let item, let annotator, let other):
            "\(annotator) has labelled the item '\(item)' before: \(other). An item has one label of "
                + "each annotator: is another window open?"
        case .modelNotFound(let searched):
            "no model found; looked in: \(searched.joined(separator: ", ")). Name one with --model"
        case .malformedModel(let reason):
            "this is not a usable model: \(reason)"
        case .unsupportedModelVersion(let version, let newest):
            "the model has format version \(version); this build reads up to \(newest). Update Stance"
        case .malformedRecipe(let reason):
            "this is not a usable recipe: \(reason)"
        case .malformedVectors(let dimensions):
            "a word and \(dimensions.map { "\($0) numbers" } ?? "its numbers") were expected, between spaces, as word2vec, fastText "
                + "(.vec) and GloVe write them"
        case .unrelatedVectors:
            "none of its words occurs in the texts: is it of their language?"
        case .interrupted:
            "stopped before the end; no result was written"
        case .checkpointOfOtherWork:
            "it keeps the state of other work: other data, another recipe, other options or another version. "
                + "Name another place, or remove this one"
        case .damagedCheckpoint:
            "the state of training in it is damaged; remove it, and that part is trained anew"
        case .noTerminal:
            "this works in a terminal alone, where a key can be read and a page drawn: redirect neither input nor output"
        case .invalidConfiguration(let reason):
            reason
        }
    }

    /// The fields for which an option names another one.
    private static let optional: Set = ["text", "label", "item", "annotator"]

    /// Names in a row; of very many the first twenty.
    private static func list(_ names: [String]) -> String {
        names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", … (\(names.count) in all)" : "")
    }
}
