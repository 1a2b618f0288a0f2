extension String {
    /// The text with spaces behind it up to `width` characters.
    package func padding(to width: Int) -> String {
        let missing = width - count
        return missing > 0 ? self + String(repeating: " ", count: missing) : self
    }
}
