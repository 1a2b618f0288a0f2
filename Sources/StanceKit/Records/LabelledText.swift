/// A text with its label: an example to train on or to evaluate with.
public struct LabelledText: Sendable, Equatable {
    /// The text, in UTF-8.
    public var text: ArraySlice<UInt8>
    /// The label, without white space around it; of several the one with the largest share.
    public var label: String
    /// The share of each label, where its file has soft labels: rising by name, summing to 1.
    public var shares: [Share]?
    /// How much the example counts, `nil` if its file does not say.
    public var weight: Double?
    /// What the example belongs with: several where its field holds a JSON array, none where it is empty or nothing was asked for.
    public var groups: [String] = []
    /// The line on which its record begins, counted from 1.
    public var line: Int

    /// Whether the text has nothing to read.
    public var isBlank: Bool { Record.isBlank(text) }

    /// A label with the share of it that an example has.
    public struct Share: Sendable, Equatable {
        /// The label.
        public var label: String
        /// The share.
        public var value: Double
    }

    /// The names of the fields that an example is read from. A file has the field of the weight
    /// in all of its records or in none, and so the fields of soft labels.
    public struct Fields: Sendable {
        /// The text's field.
        public var text: String
        /// The label's field.
        public var label: String
        /// The field of a number from 0 up, by which an example counts; `nil` if all count 1.
        public var weight: String?
        /// What begins the names of the fields that hold the share of each label; `nil` if each text has one label.
        public var softLabelPrefix: String?
        /// The field of what an example belongs with; `nil` for none.
        public var group: String?

        /// Names the fields.
        public init(
            text: String = "text", label: String = "label", weight: String? = nil, softLabelPrefix: String? = nil,
            group: String? = nil
        ) {
            self.text = text
            self.label = label
            self.weight = weight
            self.softLabelPrefix = softLabelPrefix
            self.group = group
        }
    }

    /// Reads every labelled text of a file.
    ///
    /// fastText lines carry their label; the other formats have it in a field.
    /// - Parameters:
    ///   - format: how the records stand in the file; `nil` to tell it by the extension. An unknown extension means
    ///     fastText lines, since plain lines have no label.
    ///   - observe: is called with every piece of the file as it is read, for a digest of its bytes.
    ///   - noteRepair: is called if there are bytes that are not UTF-8, which became U+FFFD.
    /// - Throws: `StanceError`, with file and line, for a file that cannot be read or has no records, and for the first
    ///   record that is broken, has no label, or one with bytes that are not UTF-8.
    public static func read(
        path: String, format: RecordFormat?, fields: Fields, observe: ((ArraySlice<UInt8>) -> Void)? = nil,
        noteRepair: (() -> Void)? = nil
    ) throws(StanceError) -> [LabelledText] {
        let format = format ?? Self.format(ofPath: path)
        let reader = try RecordReader(path: path, format: format, textField: fields.text, observe: observe)
        var fields = fields
        fields.label = Self.labelField(in: format, named: fields.label)
        var texts: [LabelledText] = []
        var first: (fields: Fields, line: Int)?
        while let block = try reader.nextBlock() {
            let (records, fault) = reader.parser.records(of: block)
            if let fault { throw fault }
            if block.hasRepairedBytes { noteRepair?() }
            for record in records {
                do throws(StanceError) {
                    let own = fields.present(in: record)
                    let expected = first?.fields ?? own
                    if let fault = own.surplus(over: expected) { throw StanceError(fault, line: first?.line) }
                    first = first ?? (own, record.line)
                    let text = try LabelledText(record, expected, parser: reader.parser)
                    if block.hasRepairedBytes, text.label.contains("\u{FFFD}") {
                        throw StanceError(.labelNotUTF8(text.label))
                    }
                    texts.append(text)
                } catch {
                    throw StanceError(error.cause, path: reader.displayName, line: error.place.line ?? record.line)
                }
            }
        }
        guard !texts.isEmpty else { throw StanceError(.noRecords, path: reader.displayName) }
        return texts
    }

    private init(_ record: Record, _ fields: Fields, parser: RecordParser) throws(StanceError) {
        func required(_ name: String) throws(StanceError) -> String? {
            guard record.fields.contains(where: { $0.name == name }) else {
                throw parser.noField(name)
            }
            return try record.string(of: name)
        }

        text = record.text
        line = record.line
        if let prefix = fields.softLabelPrefix {
            let shares = try Self.shares(of: record, prefix: prefix)
            self.shares = shares
            label = shares.max { $0.value < $1.value }!.label
        } else {
            label = try required(fields.label)?.withoutSurroundingSpace ?? ""
            guard !label.isEmpty else { throw StanceError(.missingLabel) }
        }
        if let name = fields.weight {
            let value = try required(name) ?? ""
            weight = try Self.amount(value, of: name)
        }
        if let name = fields.group {
            if let several = try Self.groups(of: record, name) {
                groups = several
            } else if let value = try required(name), !value.isEmpty {
                groups = [value]
            }
        }
    }

    /// A weight or a share, such as single precision can reckon with.
    private static func amount(_ value: String, of field: String) throws(StanceError) -> Double {
        try Amount.parsed(value, of: field, from: 1e-30, below: 1e6)
    }

    /// The texts of a JSON array, `nil` for any other value.
    private static func groups(of record: Record, _ name: String) throws(StanceError) -> [String]? {
        guard case .json(let bytes) = record.fields.last(where: { $0.name == name })?.value,
            bytes.first == UInt8(ascii: "[")
        else { return nil }
        guard let groups = JSONObject.texts(ofArray: bytes) else { throw StanceError(.fieldIsNotTexts(name)) }
        return groups.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The shares of the labels that follow `prefix` in the names of fields.
    private static func shares(of record: Record, prefix: String) throws(StanceError) -> [Share] {
        var shares: [Share] = []
        for field in record.fields where field.name.hasPrefix(prefix) && field.name.count > prefix.count {
            let value = try record.string(of: field.name) ?? ""
            let number = try amount(value, of: field.name)
            shares.append(Share(label: String(field.name.dropFirst(prefix.count)), value: number))
        }
        let total = shares.reduce(0) { $0 + $1.value }
        guard total > 0 else { throw StanceError(.noShares(prefix: prefix)) }
        return shares.map { Share(label: $0.label, value: $0.value / total) }.sorted { $0.label < $1.label }
    }

    /// The format of a labelled file whose format is not named: by its extension, else fastText lines.
    package static func format(ofPath path: String) -> RecordFormat { RecordFormat(path: path) ?? .fasttext }

    /// The field that holds the label: the one named, where the format has fields.
    package static func labelField(in format: RecordFormat, named name: String) -> String {
        format == .fasttext ? "label" : name
    }
}

extension LabelledText.Fields {
    /// The same without the names of optional fields that a record does not have.
    fileprivate func present(in record: Record) -> Self {
        func known(_ name: String?, _ isThere: (_ field: String, _ name: String) -> Bool) -> String? {
            name.flatMap { name in record.fields.contains { isThere($0.name, name) } ? name : nil }
        }
        var result = self
        result.weight = known(weight, ==)
        result.softLabelPrefix = known(softLabelPrefix) { $0.hasPrefix($1) }
        return result
    }

    /// What is wrong with others if they lack an optional field that these have.
    fileprivate func surplus(over others: Self) -> StanceError.Cause? {
        if let weight, others.weight == nil { return .missingField(weight) }
        if let softLabelPrefix, others.softLabelPrefix == nil { return .noShares(prefix: softLabelPrefix) }
        return nil
    }
}
