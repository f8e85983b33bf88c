package dev.sluice.sync;

import dev.sluice.layout.HeaderLayout;
import dev.sluice.memory.Boot;
import dev.sluice.memory.Region;
import dev.sluice.memory.SharedFile;
import dev.sluice.os.Inode;

/**
 * Whether somebody has asked after everybody who is attached to this very file, one by one, since the machine was started. From then
 * on the kernel's marks tell the dead from the living: who was alive then, or has attached since, is of this boot, and has had its
 * mark prepared before it counted. In a file that has outlived a boot, or is a copy, there may be participants that no kernel will
 * ever mark.
 *
 * <p>The note goes with the bytes: a backup that is written over the file, which nobody has open, may bring back a note that fits.
 * So who opens the file believes it only as long as somebody attached has his byte lock ({@link Recovery}), and takes it back
 * before asking after all. Killed before it is noted, the next one asks again. Where it is believed, a death that the kernel could
 * not mark is learnt of later: from who is kept waiting, or from the patrols of those who have a watcher.
 */
final class Census {
    private static final int NONE = 0;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L; // of Steele, Lea and Flood's SplitMix64, as are the shifts

    private final Region region;
    private final long note;

    private Census(Region region, long note) {
        this.region = region;
        this.note = note;
    }

    static Census of(SharedFile<?> file) {
        return new Census(file.region(), note(file.inode()));
    }

    /** What no other file of the machine has at this time, nor this one in another boot; {@link #NONE} if the boot is not known. */
    private static long note(Inode inode) {
        if (!Boot.isKnown()) {
            return NONE;
        }
        long mixed = mix(Boot.id().getMostSignificantBits());
        mixed = mix(mixed ^ Boot.id().getLeastSignificantBits());
        mixed = mix(mixed ^ inode.device());
        return mix(mixed ^ inode.number());
    }

    private static long mix(long word) {
        long mixed = word + MIX;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }

    boolean isTaken() {
        return note != NONE && region.getLongAcquire(HeaderLayout.CENSUS_OFFSET) == note; // SYNC(census)
    }

    /** Notes it, by who has asked and has repaired. */
    void take() {
        region.setLongRelease(HeaderLayout.CENSUS_OFFSET, note); // SYNC(census)
    }

    /** By who is about to ask after all: until all has been repaired, whoever comes asks as well. */
    void takeBack() {
        region.setLongVolatile(HeaderLayout.CENSUS_OFFSET, NONE);
    }
}
