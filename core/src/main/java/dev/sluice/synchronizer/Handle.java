package dev.sluice.synchronizer;

import dev.sluice.FileFormatException;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.ObjectIdentity;
import dev.sluice.memory.OpenOrCreate;
import dev.sluice.memory.Region;
import dev.sluice.memory.SharedFile;
import dev.sluice.sync.Attachment;
import dev.sluice.sync.Departure;
import dev.sluice.sync.Liveness;
import dev.sluice.sync.Membership;
import dev.sluice.sync.Participants;
import dev.sluice.sync.Recovery;
import dev.sluice.sync.Waiter;
import dev.sluice.sync.Waiters;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One handle of a file that holds a synchronizer: creates, attaches, detaches.
 *
 * @param <H> what the kind holds
 */
public final class Handle<H extends Holdings> {
    private final Recovery<H> recovery;
    private final Departure departure;

    private Handle(Recovery<H> recovery, @Nullable Membership membership) {
        this.recovery = recovery;
        this.departure = new Departure(recovery, membership);
    }

    /**
     * How the handles of a kind of file are made.
     *
     * @param least what the parameter must be at least
     * @param most what the parameter must be at most
     */
    public record Kind<H extends Holdings>(FileKind file, int least, int most, Function<Shared, H> holdings) {
        /**
         * Creates a file; it appears complete or not at all.
         *
         * @throws FileAlreadyExistsException if there is a file of that name
         */
        public Handle<H> create(Path path, int parameter) throws IOException {
            return create(path, parameter, 0);
        }

        /**
         * Creates a file whose value begins with that.
         *
         * @throws FileAlreadyExistsException if there is a file of that name
         */
        public Handle<H> create(Path path, int parameter, long value) throws IOException {
            return attach(SharedFile.create(
                    path,
                    ObjectIdentity.of(file, parameter, value),
                    EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
        }

        /**
         * Opens a file.
         *
         * @throws NoSuchFileException if there is none
         * @throws dev.sluice.FileFormatException if it holds something else
         */
        public Handle<H> open(Path path) throws IOException {
            return attach(SharedFile.open(path, ObjectIdentity.reader(file, least, most)));
        }

        /**
         * Opens a file, or creates it if there is none. Of many that race, one creates and the others open.
         *
         * @throws dev.sluice.FileFormatException if it holds something else, or was made with another parameter
         */
        public Handle<H> openOrCreate(Path path, int parameter) throws IOException {
            return openOrCreate(path, parameter, 0);
        }

        /** As {@link #openOrCreate(Path, int)}; the value counts only if the file is created. */
        public Handle<H> openOrCreate(Path path, int parameter, long value) throws IOException {
            return OpenOrCreate.of(
                    path, present -> open(present, parameter), absent -> create(absent, parameter, value));
        }

        private Handle<H> open(Path path, int parameter) throws IOException {
            return attach(SharedFile.open(path, (region, opened) -> {
                ObjectIdentity identity =
                        ObjectIdentity.reader(file, least, most).read(region, opened);
                if (identity.parameter() != parameter) {
                    throw new FileFormatException(
                            opened,
                            "is a " + file + " of " + identity.parameter() + ", but one of " + parameter
                                    + " was asked for: ask for what it has, or just open it");
                }
                return identity;
            }));
        }

        private Handle<H> attach(SharedFile<ObjectIdentity> file) throws IOException {
            try {
                Waiter waiter = Waiters.of(file);
                Participants participants = new Participants(file.region());
                Recovery<H> recovery = Recovery.reserve(
                        file,
                        participants,
                        (self, custodian) -> holdings.apply(new Shared(
                                file.region(),
                                waiter,
                                self,
                                custodian,
                                file.identity().parameter())));
                Membership membership = new Membership(file, participants, recovery.self(), recovery);
                Handle<H> handle = new Handle<>(recovery, membership);
                membership.join();
                return handle;
            } catch (Throwable failed) {
                file.close();
                throw failed;
            }
        }

        /**
         * A handle over any region, with somebody else in the kernel's place: for tests.
         *
         * @param self entered already
         */
        public Handle<H> over(
                Region region,
                int parameter,
                Waiter waiter,
                Attachment self,
                Liveness liveness,
                Recovery.RepairLock lock) {
            return new Handle<>(
                    new Recovery<>(
                            new Participants(region),
                            self,
                            liveness,
                            lock,
                            custodian -> holdings.apply(new Shared(region, waiter, self, custodian, parameter))),
                    null);
        }
    }

    /** The operations of the kind. */
    public H holdings() {
        return recovery.estate();
    }

    public Path path() {
        return recovery.self().path();
    }

    public boolean isClosed() {
        return recovery.self().isClosed();
    }

    /** Ends the call if the handle is closed. */
    public void checkOpen() {
        recovery.self().checkOpen();
    }

    /** Repairs after every participant that is dead by now; waiting calls and the watcher do so by themselves. */
    public void repair() {
        recovery.repairAll();
    }

    /** Ends this handle: its waiting calls leave, what it holds is given back, then its slot. Idempotent. */
    public void close() {
        departure.depart(recovery.estate()::wakeEverybody, recovery.estate()::giveBack);
    }
}
