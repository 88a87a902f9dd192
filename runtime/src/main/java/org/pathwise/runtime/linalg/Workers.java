package org.pathwise.runtime.linalg;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A few daemon threads that help with large products. A job is cut into as many parts as there are
 * threads; how it is cut must not change its result. Who finds the helpers busy does all parts
 * alone. Handing out a job allocates nothing.
 */
public final class Workers {
    /** Work in parts that may run at the same time. */
    interface Job {
        void run(int part, int parts);
    }

    /** How often a thread looks for news before it sleeps: some ten microseconds. */
    private static final int LOOKS = 2000;

    private static final AtomicBoolean BUSY = new AtomicBoolean();
    private static final AtomicInteger UNFINISHED = new AtomicInteger();

    private static volatile int limit = standard();
    private static volatile @Nullable Thread caller;
    private static volatile @Nullable Throwable failure;

    // Written by the holder of BUSY alone.
    private static Helper[] helpers = new Helper[0];

    private Workers() {}

    private static int standard() {
        return Math.max(
                1,
                Integer.getInteger("pathwise.threads", Runtime.getRuntime().availableProcessors()));
    }

    /** How many threads work on one product, the caller's own among them. */
    public static int limit() {
        return limit;
    }

    /**
     * Sets how many threads work on one product; 1 for the caller's own alone. At the start it is
     * the system property {@code pathwise.threads}, or else the number of processors. Results do
     * not depend on it.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public static void limit(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
        limit = threads;
    }

    /** Runs all parts of a job, and returns when they are done. */
    static void run(Job work) {
        int threads = limit;
        if (threads == 1 || !BUSY.compareAndSet(false, true)) {
            work.run(0, 1);
            return;
        }
        try {
            share(work, threads);
        } finally {
            BUSY.set(false);
        }
    }

    private static void share(Job work, int threads) {
        start(threads - 1);
        failure = null;
        caller = Thread.currentThread();
        UNFINISHED.set(threads - 1);
        for (int i = 0; i < threads - 1; i++) {
            helpers[i].give(work, threads);
        }
        try {
            work.run(0, threads);
        } finally {
            for (int looks = 0; UNFINISHED.get() > 0; looks++) {
                if (looks < LOOKS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(Workers.class, 100_000);
                }
            }
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("a part of a product failed", thrown);
        }
    }

    private static void start(int wanted) {
        int there = helpers.length;
        if (there < wanted) {
            helpers = java.util.Arrays.copyOf(helpers, wanted);
            for (int i = there; i < wanted; i++) {
                helpers[i] = new Helper(i + 1);
                helpers[i].start();
            }
        }
    }

    private static final class Helper extends Thread {
        private final int part;
        private int parts;
        private volatile @Nullable Job job;
        private volatile boolean asleep;

        Helper(int part) {
            super("pathwise-product-" + part);
            this.part = part;
            setDaemon(true);
        }

        void give(Job work, int among) {
            parts = among;
            job = work;
            if (asleep) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            while (true) {
                Job work = await();
                int among = parts;
                job = null;
                try {
                    work.run(part, among);
                } catch (Throwable e) {
                    failure = e;
                }
                if (UNFINISHED.decrementAndGet() == 0) {
                    LockSupport.unpark(caller);
                }
            }
        }

        private Job await() {
            for (int looks = 0; ; looks++) {
                Job work = job;
                if (work != null) {
                    return work;
                }
                if (looks < LOOKS) {
                    Thread.onSpinWait();
                } else {
                    asleep = true;
                    if (job == null) {
                        LockSupport.park(Workers.class);
                    }
                    asleep = false;
                }
            }
        }
    }
}
