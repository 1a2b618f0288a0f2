/// The first line of a CSV file.
public enum CSVHeader {
    /// The names of the columns as a line.
    public static func line(_ names: [String]) -> [UInt8] {
        var output: [UInt8] = []
        for (index, name) in names.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            RecordEncoding.appendCSV(name, to: &output)
        }
        output.append(UInt8(ascii: "\n"))
        return output
    }
}
