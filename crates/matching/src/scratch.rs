//! Room for sums over many cards, used again for the next need: to ask for so much memory anew takes longer than to sum.

use std::sync::{Mutex, PoisonError};

/// How much room is kept at most, in lists of sums: for as many needs at a time as a machine has cores.
const MOST: usize = 64;

/// Lists of sums that are not in use.
#[derive(Debug, Default)]
pub(crate) struct Scratch(Mutex<Vec<Vec<f32>>>);

impl Clone for Scratch {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Scratch {
    /// So many sums, all nothing.
    pub(crate) fn sums(&self, many: usize) -> Sums<'_> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The one that fits best, so that small lists do not take the place of large ones.
        let fits = |list: &Vec<f32>| list.capacity() >= many;
        let best =
            kept.iter().enumerate().filter(|(_, list)| fits(list)).min_by_key(|(_, list)| list.capacity());
        let found = best.map(|(at, _)| at);
        let mut list = found.map(|at| kept.swap_remove(at)).unwrap_or_default();
        drop(kept);
        list.clear();
        list.resize(many, 0.0);
        Sums { scratch: self, list }
    }
}

/// Sums, whose room goes back when they are dropped.
pub(crate) struct Sums<'s> {
    scratch: &'s Scratch,
    list: Vec<f32>,
}

impl std::ops::Deref for Sums<'_> {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.list
    }
}

impl std::ops::DerefMut for Sums<'_> {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.list
    }
}

impl Drop for Sums<'_> {
    fn drop(&mut self) {
        let mut kept = self.scratch.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MOST {
            kept.push(std::mem::take(&mut self.list));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_start_at_nothing_and_their_room_is_used_again() {
        let scratch = Scratch::default();
        let mut sums = scratch.sums(4);
        sums[3] = 2.0;
        drop(sums);
        assert_eq!(scratch.sums(3).to_vec(), [0.0; 3]);
        let (one, other) = (scratch.sums(4), scratch.sums(2));
        assert_eq!((one.len(), other.len()), (4, 2));
        drop((one, other));
        assert_eq!(scratch.0.lock().unwrap().len(), 2);
    }
}
