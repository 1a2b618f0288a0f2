import ArgumentParser

/// The names of files and directories that are written.
public enum OutputPath {
    /// Refuses `-`, which would be a file of that name: standard output has the result.
    public static func check(_ path: String?, of option: String) throws {
        if path == "-" { throw ValidationError("\(option) cannot be -, which is standard output: give it a name.") }
    }
}
