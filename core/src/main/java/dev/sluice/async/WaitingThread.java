package dev.sluice.async;

/** A thread that waits for the kernel on behalf of pending futures; no user code runs on it. */
final class WaitingThread extends Thread {
    WaitingThread(Runnable body, String name) {
        super(null, body, name, 0, false);
        setDaemon(true);
        setContextClassLoader(null);
    }
}
