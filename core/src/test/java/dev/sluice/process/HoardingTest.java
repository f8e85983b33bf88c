package dev.sluice.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What has left the deque is not lost for want of memory: the exception has its bytes, however it was taken. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HoardingTest {
    @RegisterExtension
    final Stage stage = new Stage();

    @Test
    void noMemoryForACopy() throws Exception {
        ChildJvm child = stage.start(
                ChildJvm.of(HoardingMain.class, stage.file()).plain().options("-Xmx24m", "-XX:+UseSerialGC"));
        for (String way :
                List.of("poll", "take", "pollLast", "removeAt", "future at once", "publisher", "pending future")) {
            assertEquals(way + ": whole", child.line(), child::errorsForMessage);
        }
        assertEquals(0, child.exitCode());
    }
}
