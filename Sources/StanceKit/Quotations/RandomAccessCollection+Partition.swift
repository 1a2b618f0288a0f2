extension RandomAccessCollection where Index == Int {
    /// The first index at which a condition holds that holds from there on; the end index if it never does.
    @inline(__always)
    func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
