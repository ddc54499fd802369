package dev.hubbub.form;

/**
 * A form that was filled in.
 *
 * @param namespace of its root element; empty where it has none
 * @param root name of its root element
 * @param xml the whole of it
 */
public record Instance(String namespace, String root, String xml) {
    /** What it is, as people read it. */
    public String shown() {
        return namespace.isEmpty() ? root : "{" + namespace + "}" + root;
    }

    @Override
    public String toString() {
        return "Instance[" + shown() + "]";
    }
}
