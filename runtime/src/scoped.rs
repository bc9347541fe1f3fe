//! What holds on a thread while something runs.

use std::cell::Cell;
use std::thread::LocalKey;

/// Runs `work` with a flag of the thread set, and sets it back, even if `work` panics.
pub(crate) fn with<V: Copy, T>(
    flag: &'static LocalKey<Cell<V>>,
    value: V,
    work: impl FnOnce() -> T,
) -> T {
    let _back = Back {
        flag,
        value: flag.replace(value),
    };
    work()
}

/// Sets the flag back when it goes.
struct Back<V: Copy + 'static> {
    flag: &'static LocalKey<Cell<V>>,
    value: V,
}

impl<V: Copy> Drop for Back<V> {
    fn drop(&mut self) {
        self.flag.set(self.value);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::panic;

    use super::with;

    thread_local! {
        static FLAG: Cell<u8> = const { Cell::new(0) };
    }

    #[test]
    fn a_flag_is_set_back_even_after_a_panic() {
        assert_eq!(with(&FLAG, 1, || with(&FLAG, 2, || FLAG.get())), 2);
        let broken = panic::catch_unwind(|| with(&FLAG, 3, || panic!("at {}", FLAG.get())));
        assert!(broken.is_err());
        assert_eq!(FLAG.get(), 0);
    }
}
