package dev.hubbub.store;

import dev.hubbub.store.crypt.Crypt;
import java.util.function.Supplier;
import org.hibernate.resource.beans.container.spi.BeanContainer;
import org.hibernate.resource.beans.container.spi.ContainedBean;
import org.hibernate.resource.beans.spi.BeanInstanceProducer;

/** Makes for Hibernate what needs more than an empty constructor: the converter that encrypts. */
final class ConverterMaker implements BeanContainer {
    private final Supplier<Crypt> crypt;

    ConverterMaker(Supplier<Crypt> crypt) {
        this.crypt = crypt;
    }

    @Override
    public <B> ContainedBean<B> getBean(Class<B> type, LifecycleOptions options, BeanInstanceProducer fallback) {
        B bean = type == StoryText.Converter.class
                ? type.cast(new StoryText.Converter(crypt))
                : fallback.produceBeanInstance(type);
        return new Made<>(type, bean);
    }

    @Override
    public <B> ContainedBean<B> getBean(
            String name, Class<B> type, LifecycleOptions options, BeanInstanceProducer fallback) {
        return getBean(type, options, fallback);
    }

    @Override
    public void stop() {
        // what was made holds nothing
    }

    private record Made<B>(Class<B> type, B bean) implements ContainedBean<B> {
        @Override
        public B getBeanInstance() {
            return bean;
        }

        @Override
        public Class<B> getBeanClass() {
            return type;
        }
    }
}
