package dev.sluice.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** A deque whose every call goes to the other one of two handles than the call before. */
final class AlternatingHandles {
    private AlternatingHandles() {}

    /** Two handles of one deque as one deque. Iterators stay with the handle that made them. */
    @SuppressWarnings("unchecked")
    static <E> BlockingDeque<E> of(BlockingDeque<E> even, BlockingDeque<E> odd) {
        AtomicInteger calls = new AtomicInteger();
        return (BlockingDeque<E>) Proxy.newProxyInstance(
                AlternatingHandles.class.getClassLoader(),
                new Class<?>[] {BlockingDeque.class},
                (self, method, args) -> {
                    if (method.getName().equals("equals")) {
                        return self == args[0];
                    }
                    BlockingDeque<E> handle = calls.getAndIncrement() % 2 == 0 ? even : odd;
                    return call(handle, method, withHandle(args, self, handle));
                });
    }

    /** The arguments, with the handle in place of the deque itself: {@code d.addAll(d)} must be seen for what it is. */
    private static Object[] withHandle(Object[] args, Object self, Object handle) {
        if (args == null || args.length == 0 || args[0] != self) {
            return args;
        }
        Object[] replaced = args.clone();
        replaced[0] = handle;
        return replaced;
    }

    private static Object call(Object handle, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(handle, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
