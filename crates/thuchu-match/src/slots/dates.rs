//! Dates side by side.

use std::ops::Range;

use crate::analyse::Analysed;
use crate::slots::SlotPair;

pub(crate) fn compare(_claim: &Analysed, _message: &Analysed, _window: &Range<usize>) -> Vec<SlotPair> {
    Vec::new()
}
