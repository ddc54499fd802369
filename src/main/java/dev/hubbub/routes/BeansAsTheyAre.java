package dev.hubbub.routes;

import org.apache.camel.language.bean.BeanLanguage;
import org.jspecify.annotations.Nullable;

/**
 * Camel's way to call methods, as <code>${body.substring(1)}</code> does, without looking for keys in what is called. Camel's own reads
 * <code>{{…}}</code> there as well when the text that is called says so: whoever could write a message could read any setting with it,
 * passwords too, or have the route fail.
 */
final class BeansAsTheyAre extends BeanLanguage {
    /** Where a context looks for it before it makes one. */
    static final String NAME = "bean-language";

    private static final int BEAN = 1;

    @Override
    @SuppressWarnings("unchecked")
    protected <T> @Nullable T property(
            Class<T> type, Object @Nullable [] properties, int index, @Nullable Object defaultValue) {
        if (index == BEAN && type == Object.class && properties != null && properties.length > BEAN) {
            Object bean = properties[BEAN];
            return (T) (bean == null ? defaultValue : bean);
        }
        return super.property(type, properties, index, defaultValue);
    }
}
