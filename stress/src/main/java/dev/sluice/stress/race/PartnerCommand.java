package dev.sluice.stress.race;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** The process of the second actor; started by the first one's only, and gone with it. */
@Command(name = PartnerCommand.NAME, hidden = true, description = "The other process of \"strides\".")
public final class PartnerCommand implements Callable<Integer> {
    static final String NAME = "strides-partner";

    @Parameters(index = "0")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        Thread watch = new Thread(PartnerCommand::endWithParent, "watches the parent");
        watch.setDaemon(true);
        watch.start();
        Medium medium = Medium.mapped(file);
        Track track = new Track(medium.control(), 1, () -> false);
        new Partner(track, (race, defect, count) -> places(medium, 1, race, defect, count)).run();
        return ExitCode.OK;
    }

    /** Nothing ever comes through this pipe but its end. */
    private static void endWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            Runtime.getRuntime().halt(ExitCode.SOFTWARE);
        }
    }

    /** Where one actor of a race acts. */
    static Place[] places(Medium medium, int actor, Race race, Defect defect, int count) {
        Place[] places = new Place[count];
        for (int i = 0; i < count; i++) {
            places[i] = Place.of(race, medium, i, actor, defect);
        }
        return places;
    }
}
