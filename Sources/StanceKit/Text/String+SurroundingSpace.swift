extension String {
    /// The same without the white space around it, as labels are taken: nobody means two labels that look alike.
    package var withoutSurroundingSpace: String {
        let start = drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
    }
}
