/** The executable jar: {@link dev.sluice.examples.Main} and its subcommands, one package each. */
package dev.sluice.examples;
