/// Why a store cannot be used.
package enum StoreError: Error, Equatable {
    /// There is no file.
    case missing
    /// There is a file already.
    case exists
    /// A database of something else, or no database.
    case foreign
    /// It was written by a newer version, whose schema this one does not know.
    case newer
    /// Somebody else writes to it, and did not end in time.
    case locked
    /// A setting that counts depend on is not there, or not readable.
    case settingMissing(String)
    /// SQLite's or the system's words.
    case failed(String)

    /// What is wrong, and what to do; to be put behind the store's path.
    package var explanation: String {
        switch self {
        case .missing: "there is no such store; `linktally ingest --store` makes one"
        case .exists: "there is a file of this name already"
        case .foreign: "is no LinkTally store; name another file"
        case .newer: "has a newer schema than this version of linktally knows; use the version that wrote it"
        case .locked: "another process writes to it and did not end in time; try again, or wait longer (--wait)"
        case .settingMissing(let name):
            "is damaged: its setting '\(name)' is missing or cannot be read, without which no log is known; restore the "
                + "store from a copy, or ingest into a new one"
        case .failed(let words): words
        }
    }
}
