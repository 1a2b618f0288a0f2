import StancePages
import Testing

struct AxisTests {
    @Test(
        "Ticks are round, rising and inside", arguments: [(0.0, 1.0), (0.31, 0.87), (-3, 12), (0, 0.04), (5, 98_000)])
    func ticks(low: Double, high: Double) {
        let axis = Axis(low...high, from: 0, to: 300)
        #expect((3...7).contains(axis.ticks.count), "\(axis.ticks)")
        #expect(axis.ticks == axis.ticks.sorted() && axis.ticks.allSatisfy { (low - 1e-9...high + 1e-9).contains($0) })
        #expect(Set(axis.ticks.map(axis.label)).count == axis.ticks.count)
    }

    @Test func positionsRunFromEndToEndAlsoUpwards() {
        let axis = Axis(0...2, from: 100, to: 20)
        #expect(axis.position(0) == 100 && axis.position(2) == 20 && axis.position(1) == 60)
        #expect(
            Axis(0...1, from: 0, to: 1).ticks.map(Axis(0...1, from: 0, to: 1).label) == [
                "0.0", "0.2", "0.4", "0.6", "0.8", "1.0",
            ])
    }

    @Test func aLogarithmicAxisHasEqualStepsForEqualRatios() {
        let axis = Axis(100...10_000, from: 0, to: 200, isLogarithmic: true)
        #expect(abs(axis.position(1000) - 100) < 1e-9)
        #expect(axis.ticks == [100, 200, 500, 1000, 2000, 5000, 10_000])
        #expect(axis.label(2000) == "2000")
    }

    @Test("One value alone has room around it", arguments: [false, true])
    func oneValue(isLogarithmic: Bool) {
        let axis = Axis(5...5, from: 0, to: 100, isLogarithmic: isLogarithmic)
        #expect(abs(axis.position(5) - 50) < 1e-6)
    }
}
