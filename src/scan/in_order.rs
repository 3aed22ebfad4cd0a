//! Parts of one job, done at the same time, whose results are taken in order.
//!
//! The plain version: do one part after the other, and take each result. Here each thread fetches the next part, and
//! whoever brings the result that is next takes it, and those behind it that wait: no thread waits for another before all
//! parts are given out. Few results wait: a thread that is too far ahead goes, and comes back once the one that is behind
//! is done.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Results that may wait, for each thread.
const WAITING_PER_THREAD: usize = 4;

/// Does the parts that `next` gives, on so many threads at most, and gives each with its result to `take` when all before it were
/// taken. When `take` breaks, no other result is taken, and no other part begun.
pub(super) fn in_order<P: Send, R: Send>(
    threads: usize,
    mut next: impl FnMut() -> Option<P> + Send,
    work: impl Fn(&P) -> R + Sync,
    mut take: impl FnMut(P, R) -> ControlFlow<()> + Send,
) {
    let Some(first) = next() else { return };
    let second = if threads > 1 { next() } else { None };
    if second.is_none() {
        let mut parts = std::iter::once(first).chain(std::iter::from_fn(next));
        _ = parts.try_for_each(|part| {
            let result = work(&part);
            take(part, result)
        });
        return;
    }
    let early = [Some(first), second].into_iter().flatten().collect();
    let job = Job {
        waiting_max: threads * WAITING_PER_THREAD,
        work,
        parts: Mutex::new(Parts { early, next, begun: 0 }),
        taken: AtomicUsize::new(0),
        gone: AtomicUsize::new(0),
        is_over: AtomicBool::new(false),
        results: Mutex::new(Results { waiting: VecDeque::new(), take }),
    };
    rayon::scope(|scope| {
        (1..threads).for_each(|_| scope.spawn(|scope| job.work_off(scope)));
        job.work_off(scope);
    });
}

struct Job<P, R, N, W, T> {
    waiting_max: usize,
    work: W,
    parts: Mutex<Parts<P, N>>,
    /// Parts whose results were taken.
    taken: AtomicUsize,
    /// Threads that were too far ahead.
    gone: AtomicUsize,
    is_over: AtomicBool,
    results: Mutex<Results<P, R, T>>,
}

struct Parts<P, N> {
    /// Those that were fetched already.
    early: VecDeque<P>,
    next: N,
    begun: usize,
}

struct Results<P, R, T> {
    /// Those from the one that is next to be taken on.
    waiting: VecDeque<Option<(P, R)>>,
    take: T,
}

impl<P, R, N, W, T> Job<P, R, N, W, T>
where
    P: Send,
    R: Send,
    N: FnMut() -> Option<P> + Send,
    W: Fn(&P) -> R + Sync,
    T: FnMut(P, R) -> ControlFlow<()> + Send,
{
    /// Does parts as long as there are any.
    fn work_off<'s>(&'s self, scope: &rayon::Scope<'s>) {
        while let Some((number, part)) = self.begin() {
            let result = (self.work)(&part);
            self.bring(number, (part, result));
            for _ in 0..self.gone.swap(0, Ordering::AcqRel) {
                scope.spawn(|scope| self.work_off(scope));
            }
        }
    }

    /// The next part and its number, if this thread is to do one.
    fn begin(&self) -> Option<(usize, P)> {
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        let Parts { early, next, begun } = &mut *parts;
        if self.is_over.load(Ordering::Acquire) {
            return None;
        }
        if *begun >= self.taken.load(Ordering::Acquire) + self.waiting_max {
            self.gone.fetch_add(1, Ordering::AcqRel);
            return None;
        }
        let part = early.pop_front().or_else(next)?;
        *begun += 1;
        Some((*begun - 1, part))
    }

    /// Takes a result if it is next, and those that waited for it.
    fn bring(&self, number: usize, result: (P, R)) {
        let mut results = self.results.lock().unwrap_or_else(PoisonError::into_inner);
        let Results { waiting, take } = &mut *results;
        let mut next = self.taken.load(Ordering::Acquire);
        let place = number - next;
        if waiting.len() <= place {
            waiting.resize_with(place + 1, || None);
        }
        if let Some(slot) = waiting.get_mut(place) {
            *slot = Some(result);
        }
        while let Some((part, result)) = waiting.front_mut().and_then(Option::take) {
            waiting.pop_front();
            if !self.is_over.load(Ordering::Acquire) && take(part, result).is_break() {
                self.is_over.store(true, Ordering::Release);
            }
            next += 1;
            self.taken.store(next, Ordering::Release);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Condvar;

    use super::*;

    /// The numbers of the parts that are taken, of `count`, until there are so many.
    fn taken(count: usize, threads: usize, until: usize, part: impl Fn(usize) + Sync) -> Vec<usize> {
        let mut taken = Vec::new();
        let doubled = |number: &usize| {
            part(*number);
            2 * number
        };
        let mut numbers = 0..count;
        in_order(
            threads,
            || numbers.next(),
            doubled,
            |number, result| {
                assert_eq!(result, 2 * number);
                taken.push(number);
                if taken.len() >= until { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        taken
    }

    /// Counts what was done, for those who wait for it.
    #[derive(Default)]
    struct Done {
        count: Mutex<usize>,
        more: Condvar,
    }

    impl Done {
        fn add(&self) {
            *self.count.lock().unwrap() += 1;
            self.more.notify_all();
        }

        fn wait_for(&self, count: usize) {
            drop(self.more.wait_while(self.count.lock().unwrap(), |done| *done < count).unwrap());
        }
    }

    #[test]
    fn results_are_taken_in_order_whichever_part_takes_long() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
        for slow in [0, 3, 50, 90] {
            let done = Done::default();
            let part = |number: usize| {
                if number == slow {
                    // Those before it, and some behind it.
                    done.wait_for(number + 5);
                }
                done.add();
            };
            let all = pool.install(|| taken(100, 4, usize::MAX, part));
            assert!(all.into_iter().eq(0..100), "{slow}");
        }
    }

    #[test]
    fn few_results_wait_for_one_that_takes_long() {
        const WAITING_MAX: usize = 4 * WAITING_PER_THREAD;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
        let (done, is_first_done) = (Done::default(), AtomicBool::new(false));
        let part = |number: usize| {
            if number == 0 {
                done.wait_for(WAITING_MAX - 1);
                is_first_done.store(true, Ordering::Release);
            }
            assert!(number < WAITING_MAX || is_first_done.load(Ordering::Acquire), "{number}");
            done.add();
        };
        let all = pool.install(|| taken(1000, 4, usize::MAX, part));
        assert!(all.into_iter().eq(0..1000));
    }

    #[test]
    fn what_follows_the_last_one_that_is_wanted_is_not_taken() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
        for threads in [1, 4] {
            let some = pool.install(|| taken(100, threads, 7, |_| ()));
            assert!(some.into_iter().eq(0..7));
        }
        assert_eq!(taken(0, 4, 7, |_| ()), [0; 0]);
    }
}
