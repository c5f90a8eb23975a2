//! Counting hits by kind while the best of them are found, in one pass.

use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// The part of a document that names its kind.
pub(crate) const KIND: &str = "kind";

/// Counts hits by the plural of their kind.
pub(crate) struct Totals;

/// Counts the hits of one segment by the number that the segment gives to each kind.
pub(crate) struct InSegment {
    kinds: Option<StrColumn>,
    counts: Vec<u64>,
}

impl Collector for Totals {
    type Fruit = HashMap<String, u64>;
    type Child = InSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<InSegment> {
        let kinds = segment.fast_fields().str(KIND)?;
        let known = kinds.as_ref().map_or(0, |kinds| kinds.num_terms());
        Ok(InSegment { kinds, counts: vec![0; known] })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<HashMap<String, u64>>) -> tantivy::Result<HashMap<String, u64>> {
        let mut totals = HashMap::new();
        for (kind, n) in segments.into_iter().flatten() {
            *totals.entry(kind).or_default() += n;
        }
        Ok(totals)
    }
}

impl SegmentCollector for InSegment {
    type Fruit = HashMap<String, u64>;

    fn collect(&mut self, document: DocId, _: Score) {
        let Some(kinds) = &self.kinds else { return };
        for kind in kinds.term_ords(document) {
            if let Some(count) = usize::try_from(kind).ok().and_then(|at| self.counts.get_mut(at)) {
                *count += 1;
            }
        }
    }

    fn harvest(self) -> HashMap<String, u64> {
        let mut totals = HashMap::new();
        let Some(kinds) = &self.kinds else { return totals };
        for (kind, n) in (0_u64..).zip(&self.counts).filter(|(_, n)| **n > 0) {
            let mut name = String::new();
            if kinds.ord_to_str(kind, &mut name).unwrap_or(false) {
                totals.insert(name, *n);
            }
        }
        totals
    }
}
