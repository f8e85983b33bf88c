package dev.sluice.stress.bench;

import dev.sluice.Codec;
import dev.sluice.SharedDeque;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Handles that are attached and do nothing. Arguments: COUNT FILE, again and again. */
final class Attached implements Role {
    private final List<SharedDeque<byte[]>> handles = new ArrayList<>();

    @Override
    public void play(List<String> arguments, Parent parent) throws Exception {
        for (int i = 0; i < arguments.size(); i += 2) {
            for (int count = Integer.parseInt(arguments.get(i)); count > 0; count--) {
                handles.add(SharedDeque.builder(Codec.bytes()).open(Path.of(arguments.get(i + 1))));
            }
        }
        parent.answer("ready");
        while (parent.order() != null) {
            parent.answer("attached", handles.size());
        }
    }
}
