import Testing

@testable import CommandLineSupport

@Suite struct ProgressTests {
    @Test(
        "A bar fills from the left, with its percentage rounded down",
        arguments: [
            (0, 8, "[    ]   0 %"), (1, 8, "[    ]  12 %"), (2, 8, "[=   ]  25 %"), (7, 8, "[=== ]  87 %"),
            (8, 8, "[====] 100 %"), (9, 8, "[====] 100 %"), (0, 0, "[    ]   0 %"),
        ])
    func bar(done: Int, total: Int, drawn: String) {
        #expect(Progress.drawn(done, of: total, cells: 4) == drawn)
    }
}
