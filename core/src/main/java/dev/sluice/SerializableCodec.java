package dev.sluice;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.CRC32;

/** Java serialization with a filter. */
final class SerializableCodec<T extends Serializable> implements Codec<T> {
    private static final int MAX_ID_BYTES = 64;
    private static final String PREFIX = "java:";

    private final Class<T> type;
    private final ObjectInputFilter filter;
    private final String id;

    SerializableCodec(Class<T> type, ObjectInputFilter filter) {
        this.type = Objects.requireNonNull(type, "type");
        this.filter = Objects.requireNonNull(filter, "filter");
        this.id = id(type.getName());
    }

    /** Long names are cut, and a checksum of the whole name tells those apart that begin alike. */
    private static String id(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (PREFIX.length() + bytes.length <= MAX_ID_BYTES) {
            return PREFIX + name;
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        String sum = String.format("~%08x", crc.getValue());
        String simple = name.substring(name.lastIndexOf('.') + 1);
        while (PREFIX.length() + simple.getBytes(StandardCharsets.UTF_8).length + sum.length() > MAX_ID_BYTES) {
            simple = simple.substring(0, simple.length() - 1);
        }
        return PREFIX + simple + sum;
    }

    @Override
    public String id() {
        return id;
    }

    /** Only serializing tells the size. {@link SharedDeque} calls {@link #checkedSerialize} instead, once. */
    @Override
    public int maxBytes(T element) {
        return serialize(element).length;
    }

    @Override
    public void encode(T element, ByteBuffer target) {
        target.put(serialize(element));
    }

    /** An element that generics could not keep out fails here, in the process that puts it. */
    byte[] checkedSerialize(Object element) {
        if (!type.isInstance(element)) {
            throw new ClassCastException("a " + element.getClass().getName() + " is not a " + type.getName());
        }
        return serialize(element);
    }

    private static byte[] serialize(Object element) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(element);
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    "cannot serialize a " + element.getClass().getName(), refused);
        }
        return bytes.toByteArray();
    }

    @Override
    public T decode(ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(filter);
            return type.cast(in.readObject());
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot deserialize a " + type.getName(), refused);
        } catch (ClassNotFoundException unknown) {
            throw new IllegalStateException("this process does not know a class that was put", unknown);
        }
    }
}
