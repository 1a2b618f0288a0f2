internal import Foundation

/// A scale from values to pixels, with ticks at round values.
public struct Axis: Sendable {
    /// The least and the largest value.
    public let domain: ClosedRange<Double>
    /// The values with a tick, rising, all in the domain.
    public let ticks: [Double]
    private let start: Double
    private let end: Double
    private let isLogarithmic: Bool

    /// Makes an axis.
    ///
    /// - Parameters:
    ///   - domain: the values; where there is only one, room is made around it.
    ///   - start: the pixel of the least value.
    ///   - end: that of the largest one; for an axis that points upwards it is less than `start`.
    ///   - count: about how many ticks there are; on a logarithmic axis those at 1, 2 and 5 times powers of ten.
    public init(
        _ domain: ClosedRange<Double>, from start: Double, to end: Double, ticks count: Int = 5,
        isLogarithmic: Bool = false
    ) {
        let isPoint = domain.lowerBound == domain.upperBound
        let room = isPoint ? max(abs(domain.lowerBound) * 0.1, 0.1) : 0
        let domain =
            isPoint && isLogarithmic
            ? domain.lowerBound / 2...domain.lowerBound * 2
            : domain.lowerBound - room...domain.upperBound + room
        (self.domain, self.start, self.end, self.isLogarithmic) = (domain, start, end, isLogarithmic)
        ticks = isLogarithmic ? Self.powers(domain) : Self.rounds(domain, count)
    }

    /// The pixel of a value.
    public func position(_ value: Double) -> Double {
        let (low, high) = (domain.lowerBound, domain.upperBound)
        let share =
            isLogarithmic ? (log(value) - log(low)) / (log(high) - log(low)) : (value - low) / (high - low)
        return start + share * (end - start)
    }

    /// A tick's value in words, with as many decimals as its neighbours need.
    public func label(_ tick: Double) -> String {
        let step = ticks.count > 1 && !isLogarithmic ? ticks[1] - ticks[0] : tick
        guard step < 1, step > 0 else { return String(format: "%.0f", tick) }
        return String(format: "%.*f", Int((-log10(step) - 1e-9).rounded(.up)), tick)
    }

    private static func rounds(_ domain: ClosedRange<Double>, _ count: Int) -> [Double] {
        let rough = (domain.upperBound - domain.lowerBound) / Double(max(1, count))
        let power = pow(10, log10(rough).rounded(.down))
        let step = power * ([1, 2, 5].first { $0 * power >= rough * 0.999 } ?? 10)
        let first = Int((domain.lowerBound / step - 1e-9).rounded(.up))
        let last = Int((domain.upperBound / step + 1e-9).rounded(.down))
        return first <= last ? (first...last).map { Double($0) * step } : []
    }

    private static func powers(_ domain: ClosedRange<Double>) -> [Double] {
        let exponents = Int(log10(domain.lowerBound).rounded(.down))...Int(log10(domain.upperBound).rounded(.up))
        return exponents.flatMap { exponent in [1, 2, 5].map { $0 * pow(10, Double(exponent)) } }.filter(
            domain.contains)
    }
}
