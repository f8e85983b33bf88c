/**
 * The races under jcstress: {@code java -cp stress/target/sluice-stress.jar org.openjdk.jcstress.Main -t dev.sluice.stress.race
 * -strideCount 4}, and with {@code -jvmArgs "-Dsluice.race=takeFirst"} only some of them.
 */
@NullUnmarked
package dev.sluice.stress.race.jcstress;

import org.jspecify.annotations.NullUnmarked;
