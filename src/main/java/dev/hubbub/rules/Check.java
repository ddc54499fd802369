package dev.hubbub.rules;

/** A condition made ready to be asked, many times and by many threads. */
interface Check {
    boolean holds(Facts facts);

    /** Why it holds; asked only when it does. */
    String why(Facts facts);

    /** Why it does not hold; asked only when it does not. */
    String whyNot(Facts facts);

    /** How much asking costs, roughly; the cheap ones are asked first. */
    int cost();
}
