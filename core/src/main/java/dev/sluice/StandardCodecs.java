package dev.sluice;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** The codecs of {@link Codec}'s factory methods. */
final class StandardCodecs {
    private StandardCodecs() {}

    enum Utf8 implements Codec<String> {
        INSTANCE;

        /** A character becomes at most three bytes; a pair of surrogates four. */
        private static final int MAX_BYTES_PER_CHAR = 3;

        @Override
        public String id() {
            return "utf8";
        }

        @Override
        public int maxBytes(String element) {
            return (int) Math.min(Integer.MAX_VALUE - 8L, (long) MAX_BYTES_PER_CHAR * element.length());
        }

        @Override
        public void encode(String element, ByteBuffer target) {
            CoderResult result = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(element), target, true);
            if (result.isError()) {
                throw new IllegalArgumentException("the string has an unpaired surrogate, which UTF-8 cannot express");
            }
            if (result.isOverflow()) {
                throw new BufferOverflowException();
            }
        }

        @Override
        public String decode(ByteBuffer source) {
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(source).toString();
            } catch (CharacterCodingException damaged) {
                throw new IllegalArgumentException("not UTF-8", damaged);
            }
        }
    }

    enum Bytes implements Codec<byte[]> {
        INSTANCE;

        @Override
        public String id() {
            return "bytes";
        }

        @Override
        public int maxBytes(byte[] element) {
            return element.length;
        }

        @Override
        public void encode(byte[] element, ByteBuffer target) {
            target.put(element);
        }

        @Override
        public byte[] decode(ByteBuffer source) {
            byte[] element = new byte[source.remaining()];
            source.get(element);
            return element;
        }
    }

    enum Int64 implements Codec<Long> {
        INSTANCE;

        @Override
        public String id() {
            return "int64";
        }

        @Override
        public int maxBytes(Long element) {
            return Long.BYTES;
        }

        @Override
        public void encode(Long element, ByteBuffer target) {
            target.putLong(element);
        }

        @Override
        public Long decode(ByteBuffer source) {
            return source.getLong();
        }
    }

    enum Int32 implements Codec<Integer> {
        INSTANCE;

        @Override
        public String id() {
            return "int32";
        }

        @Override
        public int maxBytes(Integer element) {
            return Integer.BYTES;
        }

        @Override
        public void encode(Integer element, ByteBuffer target) {
            target.putInt(element);
        }

        @Override
        public Integer decode(ByteBuffer source) {
            return source.getInt();
        }
    }
}
