//! How fast a program may ask: a steady rate with some in advance, per token or network address. Each node counts for
//! itself.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How many callers are remembered before those who have waited long enough are forgotten.
const MOST: usize = 10_000;
/// What part of a minute's requests may come at once.
const ADVANCE: i64 = 6;
/// The microseconds of a minute.
const MINUTE: i64 = 60_000_000;

/// Counts the requests of each caller.
///
/// # Source
/// ITU-T I.371, generic cell rate algorithm (virtual scheduling): a caller has the moment at which all that it asked for
/// would have been asked for at the steady rate, and may be ahead of it by a fixed time.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    /// The theoretical arrival time of each caller's next request, in microseconds since 1970.
    due: Mutex<HashMap<String, i64>>,
}

impl Limiter {
    /// Counts a request at a moment in microseconds. Refuses it with the seconds to wait when it comes too early.
    pub(super) fn count(&self, caller: &str, per_minute: u32, now: i64) -> Result<(), i64> {
        let step = MINUTE / i64::from(per_minute.max(1));
        let ahead = (MINUTE / ADVANCE).max(step) - step;
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        if due.len() >= MOST {
            due.retain(|_, at| *at > now);
        }
        let at = due.get(caller).copied().unwrap_or(now).max(now);
        let early = at - now - ahead;
        if early > 0 {
            return Err(early.div_euclid(1_000_000) + 1);
        }
        due.insert(caller.to_owned(), at + step);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_may_ask_some_at_once_and_then_at_the_steady_rate() {
        let limiter = Limiter::default();
        let taken =
            |caller: &str, now: i64| (0..50).filter(|_| limiter.count(caller, 60, now).is_ok()).count();
        assert_eq!(taken("a", 0), 10, "a sixth of a minute's requests");
        assert_eq!(limiter.count("a", 60, 0), Err(2));
        assert_eq!(taken("b", 0), 10, "others are not held up");
        assert_eq!(taken("a", 3_000_000), 3, "one a second");
        assert_eq!(taken("a", 600_000_000), 10);
        assert_eq!((0..9).filter(|_| limiter.count("c", 1, 0).is_ok()).count(), 1);
    }
}
