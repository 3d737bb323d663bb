/// Which file it is and in which state, as the system says: what is the same in two of these has not been written to between.
package struct FileIdentity: Sendable, Equatable {
    /// What stands in the file system under a name.
    package enum Kind: Sendable { case file, folder, other }

    package let kind: Kind
    package let device: Int64
    package let inode: Int64
    /// Bytes as they are stored.
    package let size: Int64
    /// When the content was written last, in nanoseconds since 1970.
    package let modified: Int64
    /// When anything about the file was changed last, in nanoseconds since 1970.
    package let changed: Int64

    package init(kind: Kind, device: Int64, inode: Int64, size: Int64, modified: Int64, changed: Int64) {
        self.kind = kind
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
    }

    /// Whether nobody wrote to the file in the two seconds before `now`, nanoseconds since 1970: file systems note times
    /// coarsely, and a write right after we looked must not go unseen.
    package func isSettled(at now: Int64) -> Bool { max(modified, changed) < now - 2_000_000_000 }
}
