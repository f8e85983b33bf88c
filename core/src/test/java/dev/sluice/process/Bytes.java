package dev.sluice.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads and writes numbers of a file, as a stranger does who knows nothing of guards. */
final class Bytes {
    private Bytes() {}

    static int getInt(Path file, long offset) throws IOException {
        return read(file, offset, Integer.BYTES).getInt(0);
    }

    static long getLong(Path file, long offset) throws IOException {
        return read(file, offset, Long.BYTES).getLong(0);
    }

    static void setInt(Path file, long offset, int value) throws IOException {
        write(file, offset, buffer(Integer.BYTES).putInt(0, value));
    }

    static void setLong(Path file, long offset, long value) throws IOException {
        write(file, offset, buffer(Long.BYTES).putLong(0, value));
    }

    static void flip(Path file, long offset, int bit) throws IOException {
        ByteBuffer one = read(file, offset, 1);
        write(file, offset, one.put(0, (byte) (one.get(0) ^ (1 << bit))));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static ByteBuffer read(Path file, long offset, int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer target = buffer(bytes);
            while (target.hasRemaining()) {
                if (channel.read(target, offset + target.position()) < 0) {
                    throw new IOException(file + " ends before " + (offset + bytes));
                }
            }
            return target.flip();
        }
    }

    static void write(Path file, long offset, ByteBuffer source) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            int begin = source.position();
            while (source.hasRemaining()) {
                channel.write(source, offset + source.position() - begin);
            }
        }
    }
}
