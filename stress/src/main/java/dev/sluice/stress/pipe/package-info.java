/**
 * Ways to send numbered messages from one thread to another one, of Sluice and of its peers, all in the same form, so that they can
 * be measured side by side.
 */
@NullMarked
package dev.sluice.stress.pipe;

import org.jspecify.annotations.NullMarked;
