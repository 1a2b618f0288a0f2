/// The version of this build of Stance.
public let stanceVersion = "0.1.0"
