package dev.hubbub.intake;

/**
 * Bounds of the files that come with messages.
 *
 * @param count files of one message
 * @param each bytes of one file
 * @param together bytes of one message's files together
 * @param waiting bytes of all messages' files that may wait for their commit
 */
public record FileLimits(int count, int each, int together, int waiting) {
    public FileLimits {
        if (count < 0 || each < 0 || together < 0 || waiting < together) {
            throw new IllegalArgumentException(
                    "bounds of files are not negative, and as much may wait as one message may bring");
        }
    }
}
