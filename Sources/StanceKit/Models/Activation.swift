import Foundation

/// The function between two layers of a network.
public enum Activation: String, Sendable, Codable, CaseIterable {
    /// x · Φ(x), with Φ the normal distribution function (Hendrycks & Gimpel 2016).
    case gelu
    /// max(0, x).
    case relu

    /// The function's value.
    public func value(_ x: Float) -> Float {
        switch self {
        case .gelu: x * Self.normalDistribution(x)
        case .relu: max(0, x)
        }
    }

    /// The function's derivative; 0 at the kink of `relu`.
    public func derivative(_ x: Float) -> Float {
        switch self {
        case .gelu: Self.normalDistribution(x) + x * 0.398_942_28 * exp(-x * x / 2)
        case .relu: x > 0 ? 1 : 0
        }
    }

    private static func normalDistribution(_ x: Float) -> Float { 0.5 * erfc(-x * 0.707_106_77) }
}
