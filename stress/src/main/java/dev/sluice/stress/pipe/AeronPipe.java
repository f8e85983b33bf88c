package dev.sluice.stress.pipe;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Aeron's IPC, with an exclusive publication. The driver, which the messages do not pass, is in the producer's process. */
final class AeronPipe implements Pipe {
    private static final String CHANNEL = "aeron:ipc?term-length=";
    private static final int STREAM = 1;
    private static final int LIMIT = 256;

    private final @Nullable MediaDriver driver;
    private final Aeron aeron;
    private final @Nullable ExclusivePublication publication;
    private final @Nullable Subscription subscription;
    private final Payload payload;
    private final UnsafeBuffer outgoing;
    private Receiver receiver = new Inbox();
    private final FragmentAssembler handler;

    AeronPipe(Path file, Payload payload, int ringBytes, boolean produces) {
        String directory = file.toString();
        this.driver = produces
                ? MediaDriver.launch(new MediaDriver.Context()
                        .aeronDirectoryName(directory)
                        .threadingMode(ThreadingMode.SHARED)
                        .sharedIdleStrategy(new SleepingMillisIdleStrategy(1))
                        .dirDeleteOnStart(true))
                : null;
        this.aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(directory)
                .idleStrategy(new SleepingMillisIdleStrategy(10))
                .driverTimeoutMs(30_000));
        this.publication = produces ? aeron.addExclusivePublication(CHANNEL + ringBytes, STREAM) : null;
        this.subscription = produces ? null : aeron.addSubscription(CHANNEL + ringBytes, STREAM);
        this.payload = payload;
        this.outgoing = new UnsafeBuffer(new byte[payload.bytes()]);
        this.handler = new FragmentAssembler(
                (buffer, index, length, header) -> receiver.receive(payload.read(buffer, index, length)));
    }

    @Override
    public boolean offer(long number) {
        payload.write(number, outgoing, 0);
        return publication != null && publication.offer(outgoing, 0, payload.bytes()) > 0;
    }

    @Override
    public int poll(Receiver target) {
        receiver = target;
        return subscription == null ? 0 : subscription.poll(handler, LIMIT);
    }

    @Override
    public void close() {
        CloseHelper.closeAll(aeron, driver);
    }
}
