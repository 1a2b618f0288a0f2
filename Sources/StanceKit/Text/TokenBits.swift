internal import CVectors

/// Where tokens lie in 64 bytes of text; bit i tells of byte i.
struct TokenBits {
    /// ASCII letters, digits and underscores, and apostrophes between two of these.
    let words: UInt64
    /// Bytes at which a token begins: the first ones of words, and all others but white space and control characters.
    let starts: UInt64
    /// Bytes beyond ASCII, apostrophes before one, and bytes with fifteen more of words behind them: a token that has one of these
    /// is of another kind, and so is a word before one.
    let others: UInt64

    /// Finds them in the 64 bytes at an address.
    @inline(__always)
    init(at bytes: UnsafeRawPointer) {
        var found = CVClasses()
        CVFindClasses(bytes, &found)
        let words = found.words | (found.apostrophes & found.words &<< 1 & found.words &>> 1)
        var runs = words & words &>> 1
        runs &= runs &>> 2
        runs &= runs &>> 4
        runs &= runs &>> 8
        self.words = words
        starts = ~(found.blanks | (words & words &<< 1))
        others = found.beyond | (found.apostrophes & found.beyond &>> 1) | runs
    }
}
