package dev.sluice.os;

/**
 * What tells a file from every other one of the machine, its copies among them, whatever its names are: {@code st_dev} and
 * {@code st_ino} of {@code stat(2)}. A number is used again after the file is gone.
 *
 * @param device the file system
 * @param number of the file in it
 */
public record Inode(long device, long number) {}
