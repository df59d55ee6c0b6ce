package heed.door;

/**
 * One field that was refused.
 *
 * @param pointer RFC 6901, such as {@code /rating/value}
 * @param detail what is wrong and what would be right
 */
public record FieldError(String pointer, String detail) {}
