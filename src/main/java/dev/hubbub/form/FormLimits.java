package dev.hubbub.form;

/**
 * How much a form may be.
 *
 * @param bytes in UTF-8, or as it came
 * @param depth of elements within elements
 * @param elements in all
 */
public record FormLimits(int bytes, int depth, int elements) {}
