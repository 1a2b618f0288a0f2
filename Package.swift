// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Stance",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "StanceKit", targets: ["StanceKit"]),
        .library(name: "StancePages", targets: ["StancePages"]),
        .library(name: "StanceEvaluation", targets: ["StanceEvaluation"]),
        .library(name: "StanceTraining", targets: ["StanceTraining"]),
        .library(name: "CommandLineSupport", targets: ["CommandLineSupport"]),
        .executable(name: "stance", targets: ["stance"]),
        .executable(name: "stance-train", targets: ["stance-train"]),
        .executable(name: "stance-eval", targets: ["stance-eval"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        .systemLibrary(
            name: "COpenBLAS",
            pkgConfig: "openblas",
            providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]
        ),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
        ),
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl"])]
        ),
        .target(name: "CVectors"),
        .target(name: "LinearAlgebra"),
        .target(name: "DenseKernels", dependencies: ["COpenBLAS", "LinearAlgebra"]),
        .target(name: "StanceKit", dependencies: ["LinearAlgebra", "CVectors", "CZlib"]),
        .target(
            name: "StancePages",
            dependencies: ["StanceKit", .product(name: "Mustache", package: "swift-mustache")],
            resources: [.embedInCode("Templates")]
        ),
        .target(
            name: "StanceEvaluation",
            dependencies: ["StanceKit", "StancePages", "LinearAlgebra", "COpenSSL"],
            resources: [.embedInCode("Templates")]
        ),
        .target(
            name: "StanceTraining",
            dependencies: ["StanceEvaluation", "StanceKit", "LinearAlgebra", "DenseKernels"]
        ),
        .target(
            name: "CommandLineSupport",
            dependencies: [
                "StanceKit",
                "LinearAlgebra",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(name: "stance", dependencies: ["CommandLineSupport", "StancePages", "StanceKit"]),
        .executableTarget(
            name: "stance-train",
            dependencies: ["CommandLineSupport", "StanceTraining", "StanceEvaluation", "StanceKit", "LinearAlgebra"]
        ),
        .executableTarget(
            name: "stance-eval",
            dependencies: ["CommandLineSupport", "StanceEvaluation", "StanceKit", "LinearAlgebra"]
        ),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra", "DenseKernels"]),
        .testTarget(
            name: "StanceKitTests", dependencies: ["StanceKit", "LinearAlgebra", "CVectors", "CZlib", "TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(name: "StancePagesTests", dependencies: ["StancePages", "StanceKit"]),
        .testTarget(
            name: "StanceEvaluationTests",
            dependencies: ["StanceEvaluation", "StancePages", "StanceKit", "TestSupport"]),
        .testTarget(
            name: "StanceTrainingTests",
            dependencies: [
                "StanceTraining", "StanceEvaluation", "StanceKit", "LinearAlgebra", "DenseKernels", "TestSupport",
            ]),
        .testTarget(
            name: "CommandLineSupportTests", dependencies: ["CommandLineSupport", "StanceKit", "TestSupport"]),
        .testTarget(
            name: "CommandLineTests", dependencies: ["stance", "stance-train", "stance-eval", "TestSupport"]),
    ]
)

for target in package.targets where target.type != .system && target.name != "CVectors" {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
    if Context.environment["STANCE_WARNINGS"] == "error" {
        target.swiftSettings?.append(.treatAllWarnings(as: .error))
    }
}
