// swift-tools-version: 6.2
import PackageDescription

// The HTTP service has a package of its own, so that whoever uses the tools or the libraries builds no web stack.
let package = Package(
    name: "StanceServer",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "stance-server", targets: ["stance-server"])],
    dependencies: [
        // Named, since the folder it lies in may be called anything.
        .package(name: "Stance", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(
            name: "StanceServer",
            dependencies: [
                .product(name: "StanceKit", package: "Stance"),
                .product(name: "StancePages", package: "Stance"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Resources")]
        ),
        .executableTarget(
            name: "stance-server",
            dependencies: [
                "StanceServer",
                .product(name: "CommandLineSupport", package: "Stance"),
                .product(name: "StanceKit", package: "Stance"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "StanceServerTests",
            dependencies: [
                "StanceServer", "stance-server",
                .product(name: "StanceKit", package: "Stance"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
    ]
)

for target in package.targets {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
    if Context.environment["STANCE_WARNINGS"] == "error" {
        target.swiftSettings?.append(.treatAllWarnings(as: .error))
    }
}
