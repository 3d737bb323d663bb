import GRDB

/// Why a store cannot be used.
package enum StoreError: Error, Equatable {
    /// There is no file.
    case missing
    /// There is a file already.
    case exists
    /// A database of something else, or no database.
    case foreign
    /// Nothing is in the file.
    case empty
    /// A store whose end is not there, in bytes.
    case cutShort(size: Int, expected: Int)
    /// It was written by a newer version, whose schema this one does not know.
    case newer
    /// It was written by an older version, and cannot be written to.
    case older
    /// Another run of LinkTally has it locked, and did not end in time.
    case locked
    /// Another program has a lock on the database, and did not end in time.
    case busy
    /// It was not closed, and what is beside it cannot be read, nor written into it.
    case unreadableLog
    /// A setting that counts depend on is not there, or not readable.
    case settingMissing(String)
    /// The ledger is not what was written, so that logs could count twice.
    case ledgerChanged
    /// SQLite's or the system's words.
    case failed(String)

    /// What is wrong, and what to do; to be put behind the store's path.
    package var explanation: String {
        switch self {
        case .missing: "there is no such store; `linktally ingest --store` makes one"
        case .exists: "there is a file of this name already"
        case .foreign: "is no LinkTally store; name another file"
        case .empty:
            "is empty: no store was made of it, or making it was cut short; delete it, or let `linktally ingest` make one of it"
        case .cutShort(let size, let expected):
            "is a store that was cut short, to \(size) of \(expected) bytes; restore it from a copy, or ingest into a new one"
        case .newer: "has a newer schema than this version of linktally knows; use the version that wrote it"
        case .older:
            "has an older schema and cannot be written to; run `linktally store info` once as a user who may write to it and to "
                + "its folder"
        case .locked:
            "another run of linktally has the store locked (ingest, reconcile, or a `store` command that changes it; or a reader "
                + "that may not write) and did not end in time; try again, or wait longer (--wait)"
        case .busy:
            "another program has a lock on the database (an open transaction, as of sqlite3, or a backup) and did not end in "
                + "time; end it (`fuser -v` names it), or wait longer (--wait)"
        case .unreadableLog:
            "was not closed: a part of it is in the -wal file beside it, and this user may not write here; run `linktally store "
                + "info` once as a user who may write to it and to its folder, or copy both files to a folder of your own"
        case .settingMissing(let name):
            "is damaged: its setting '\(name)' is missing or cannot be read, without which no log is known; restore the "
                + "store from a copy, or ingest into a new one"
        case .ledgerChanged:
            "is damaged: its ledger, or the secret of its hashes, is not what linktally wrote, and logs could count twice; "
                + "`linktally store check` says more; restore the store from a copy, or ingest into a new one"
        case .failed(let words): words
        }
    }
}

extension Store {
    /// What an error of something that was done with a store means for whoever uses it.
    package static func error(_ error: any Error) -> StoreError {
        if let error = error as? StoreError { return error }
        guard let error = error as? DatabaseError else { return .failed("\(error)") }
        return switch error.resultCode {
        case .SQLITE_NOTADB: .foreign
        case .SQLITE_BUSY: .busy
        case .SQLITE_CORRUPT:
            .failed("is damaged (\(error.message ?? "corrupt")); restore it, or ingest into a new one")
        case .SQLITE_CANTOPEN, .SQLITE_READONLY:
            .failed(
                "cannot be written to (\(error.message ?? "read-only")); the file and its folder, in which SQLite keeps files beside "
                    + "it, must be writable")
        case .SQLITE_FULL: .failed("\(error.message ?? "is full"); make room, and run it again")
        case .SQLITE_IOERR:
            .failed(
                "\(error.message ?? "disk I/O error"); is the disk full, or a file as large as its limit (ulimit -f)? the store has "
                    + "what was counted before, whole; mend that, and run it again")
        default: .failed(error.message ?? "\(error)")
        }
    }
}
