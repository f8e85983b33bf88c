package dev.sluice.stress.pipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** A Unix domain socket: a system call for each message sent, and for what is there to be received. */
final class SocketPipe implements Pipe {
    private static final int RECEIVED_BYTES = 1 << 18;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final SocketChannel channel;
    private final Payload payload;
    private final ByteBuffer outgoing;
    private final UnsafeBuffer outgoingView;
    private final ByteBuffer incoming;
    private final UnsafeBuffer incomingView;

    SocketPipe(Path file, Payload payload, boolean produces) throws IOException, InterruptedException {
        this.channel = produces ? accept(file) : connect(file);
        channel.configureBlocking(false);
        this.payload = payload;
        this.outgoing = ByteBuffer.allocateDirect(payload.bytes()).order(ByteOrder.nativeOrder());
        this.outgoingView = new UnsafeBuffer(outgoing);
        this.incoming = ByteBuffer.allocateDirect(RECEIVED_BYTES).order(ByteOrder.nativeOrder());
        this.incomingView = new UnsafeBuffer(incoming);
        outgoing.position(outgoing.limit());
    }

    private static SocketChannel accept(Path file) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(file));
            return server.accept();
        }
    }

    private static SocketChannel connect(Path file) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!Files.exists(file) && System.nanoTime() - begin < LIMIT_NANOS) {
            Thread.sleep(5);
        }
        Thread.sleep(50); // bound, and listening soon
        return SocketChannel.open(UnixDomainSocketAddress.of(file));
    }

    @Override
    public boolean offer(long number) {
        if (!outgoing.hasRemaining()) {
            payload.write(number, outgoingView, 0);
            outgoing.clear();
        }
        try {
            channel.write(outgoing); // perhaps a part: then it is the same message the next time
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return !outgoing.hasRemaining();
    }

    @Override
    public int poll(Receiver receiver) {
        try {
            channel.read(incoming);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        int count = incoming.position() / payload.bytes();
        for (int i = 0; i < count; i++) {
            receiver.receive(payload.read(incomingView, i * payload.bytes(), payload.bytes()));
        }
        incoming.flip().position(count * payload.bytes());
        incoming.compact();
        return count;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
