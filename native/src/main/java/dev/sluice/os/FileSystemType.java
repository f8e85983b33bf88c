package dev.sluice.os;

import java.util.HashMap;
import java.util.Map;

/**
 * The kind of file system that a file is on, by the magic number of {@code statfs(2)}.
 *
 * <p>File systems in user space (FUSE: sshfs, s3fs, GlusterFS, virtiofs, but also local ones such as ntfs-3g) all have
 * one number and cannot be told apart: they count as not network.
 *
 * @param magic the number, as 32 unsigned bits
 * @param name a usual name, or the number in the form {@code 0x1a2b3c} if it is not known here
 * @param network whether other machines may have the same file open, so that neither shared memory nor futexes nor the
 *     marks of a dead process reach everybody who uses it; this includes cluster file systems and the shared folders of
 *     virtual machines
 */
public record FileSystemType(long magic, String name, boolean network) {
    private static final Map<Long, FileSystemType> KNOWN = known();

    /**
     * The kind with this magic number.
     *
     * @param magic {@code f_type} of {@code struct statfs}; the upper 32 bits are ignored
     */
    public static FileSystemType of(long magic) {
        long bits = magic & 0xffffffffL;
        FileSystemType type = KNOWN.get(bits);
        return type != null ? type : new FileSystemType(bits, "0x" + Long.toHexString(bits), false);
    }

    // Sources: include/uapi/linux/magic.h; statfs(2); for those outside the kernel, coreutils' src/stat.c.
    private static Map<Long, FileSystemType> known() {
        Map<Long, FileSystemType> types = new HashMap<>();
        addNetwork(types);
        addLocal(types);
        return Map.copyOf(types);
    }

    private static void addNetwork(Map<Long, FileSystemType> types) {
        network(types, 0x6969, "nfs");
        network(types, 0x517b, "smb");
        network(types, 0xff534d42L, "cifs");
        network(types, 0xfe534d42L, "smb2");
        network(types, 0x5346414f, "afs");
        network(types, 0x6b414653, "kafs");
        network(types, 0x73757245, "coda");
        network(types, 0x564c, "ncp");
        network(types, 0x01021997, "9p");
        network(types, 0x00c36400, "ceph");
        network(types, 0x0bd00bd0, "lustre");
        network(types, 0x01161970, "gfs2");
        network(types, 0x7461636f, "ocfs2");
        network(types, 0x47504653, "gpfs");
        network(types, 0x19830326, "beegfs");
        network(types, 0x20030528, "orangefs");
        network(types, 0xaad7aaeaL, "panfs");
        network(types, 0x61636673, "acfs");
        network(types, 0xbeefdeadL, "snfs");
        network(types, 0x013111a8, "ibrix");
        network(types, 0xbacbacbcL, "vmhgfs");
        network(types, 0x786f4256, "vboxsf");
        network(types, 0x7c7c6673, "prlfs");
    }

    private static void addLocal(Map<Long, FileSystemType> types) {
        local(types, 0xef53, "ext2/3/4");
        local(types, 0x58465342, "xfs");
        local(types, 0x9123683eL, "btrfs");
        local(types, 0x01021994, "tmpfs");
        local(types, 0x858458f6L, "ramfs");
        local(types, 0x958458f6L, "hugetlbfs");
        local(types, 0x794c7630, "overlayfs");
        local(types, 0x65735546, "fuse");
        local(types, 0x2fc12fc1, "zfs");
        local(types, 0xf2f52010L, "f2fs");
        local(types, 0xca451a4eL, "bcachefs");
        local(types, 0x3153464a, "jfs");
        local(types, 0x52654973, "reiserfs");
        local(types, 0x4d44, "msdos");
        local(types, 0x2011bab0, "exfat");
        local(types, 0x5346544e, "ntfs");
        local(types, 0x7366746e, "ntfs3");
        local(types, 0x73717368, "squashfs");
        local(types, 0xe0f5e1e2L, "erofs");
        local(types, 0x9660, "isofs");
        local(types, 0x9fa0, "proc");
        local(types, 0x62656572, "sysfs");
    }

    private static void network(Map<Long, FileSystemType> types, long magic, String name) {
        types.put(magic, new FileSystemType(magic, name, true));
    }

    private static void local(Map<Long, FileSystemType> types, long magic, String name) {
        types.put(magic, new FileSystemType(magic, name, false));
    }
}
