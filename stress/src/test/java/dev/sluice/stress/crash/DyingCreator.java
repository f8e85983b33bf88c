package dev.sluice.stress.crash;

import dev.sluice.Waiting;
import dev.sluice.memory.FileIdentity;
import dev.sluice.memory.FileKind;
import dev.sluice.memory.ObjectIdentity;
import dev.sluice.memory.Region;
import dev.sluice.memory.SharedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** A process that creates a semaphore's file and ends, as if killed, between two of the file operations of that. */
final class DyingCreator implements FileIdentity {
    /** What has been done when it dies. */
    enum Window {
        OPENED,
        ALLOCATED,
        MAPPED,
        WRITTEN,
        LINKED
    }

    static final int PERMITS = 3;

    private final ObjectIdentity identity = ObjectIdentity.of(FileKind.SEMAPHORE, PERMITS);
    private final Window window;
    private int asked;

    private DyingCreator(Window window) {
        this.window = window;
    }

    /** Of that file, in that window. */
    public static void main(String[] args) throws IOException {
        Window window = Window.valueOf(args[1]);
        SharedFile<DyingCreator> file = SharedFile.create(
                Path.of(args[0]), new DyingCreator(window), PosixFilePermissions.fromString("rw-------"));
        dieIf(file.identity().window == Window.LINKED);
    }

    private static void dieIf(boolean now) {
        if (now) {
            Runtime.getRuntime().halt(CreatorDeathTest.DIED);
        }
    }

    /** The size is asked for first to allocate, and then to map. */
    @Override
    public int fileBytes() {
        asked++;
        dieIf(window == Window.OPENED || (window == Window.ALLOCATED && asked > 1));
        return identity.fileBytes();
    }

    @Override
    public void write(Region region) {
        dieIf(window == Window.MAPPED);
        identity.write(region);
        dieIf(window == Window.WRITTEN);
    }

    @Override
    public FileKind kind() {
        return identity.kind();
    }

    @Override
    public Waiting waiting() {
        return identity.waiting();
    }

    @Override
    public UUID fileId() {
        return identity.fileId();
    }
}
