/** Races, under jcstress: {@code java -cp stress/target/sluice-stress.jar org.openjdk.jcstress.Main -t dev.sluice}. */
@NullUnmarked
package dev.sluice.stress.jcstress;

import org.jspecify.annotations.NullUnmarked;
