import Foundation

/// The standard normal distribution.
enum NormalDistribution {
    /// The probability of a value up to `z`.
    static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// The value up to which a share `probability` lies: a rational first guess (Abramowitz & Stegun 1964, 26.2.23), then
    /// Halley's method, to about 1e-15. Infinite at 0 and 1.
    static func quantile(_ probability: Double) -> Double {
        guard probability > 0 else { return -.infinity }
        guard probability < 1 else { return .infinity }
        if probability > 0.5 { return -quantile(1 - probability) }
        let t = (-2 * log(probability)).squareRoot()
        var z = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
        for _ in 0..<3 {
            let step = (cumulative(z) - probability) * (2 * Double.pi).squareRoot() * exp(z * z / 2)
            z -= step / (1 + z * step / 2)
        }
        return z
    }

    /// 1.96: a standard error times this to either side makes a 95 % interval.
    static let critical95 = quantile(0.975)
}
