/** The only code that touches shared memory and the file that it lives in. */
@NullMarked
package dev.sluice.memory;

import org.jspecify.annotations.NullMarked;
