//! All pieces in one tree, letter by letter (byte by byte), in three flat lists.

use std::ops::Range;

/// Not a piece.
const NONE: u32 = u32::MAX;

/// Nodes stand level by level, so the children of a node lie side by side and end where the next node's begin.
#[derive(Debug)]
pub(super) struct Tree {
    /// The byte that leads to each node.
    bytes: Vec<u8>,
    /// Where each node's children begin; one more at the end.
    children: Vec<u32>,
    /// The piece that ends at each node.
    pieces: Vec<u32>,
}

impl Tree {
    /// A tree of `pieces`; the `hidden` ones are never found. Of two of the same letters the later one counts.
    pub(super) fn new(pieces: &[String], hidden: &[u32]) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "the loader bounds the number of pieces")]
        let mut order: Vec<u32> = (0..pieces.len() as u32).filter(|piece| !hidden.contains(piece)).collect();
        let letters = |place: u32| pieces[place as usize].as_bytes();
        order.sort_unstable_by_key(|piece| (letters(*piece), *piece));
        order.dedup_by(|later, kept| {
            let same = letters(*later) == letters(*kept);
            if same {
                *kept = *later;
            }
            same
        });
        let mut tree = Self { bytes: vec![0], children: Vec::new(), pieces: Vec::new() };
        // All nodes of one depth, as the pieces below them.
        let mut level: Vec<Range<usize>> = std::iter::once(0..order.len()).collect();
        let mut depth = 0;
        while !level.is_empty() {
            let mut next = Vec::new();
            for below in level {
                #[expect(clippy::cast_possible_truncation, reason = "the loader bounds the bytes of all pieces")]
                tree.children.push(tree.bytes.len() as u32);
                let mut from = below.start;
                let own = order[below.clone()].first().copied().filter(|piece| letters(*piece).len() == depth);
                tree.pieces.push(own.unwrap_or(NONE));
                from += usize::from(own.is_some());
                while from < below.end {
                    let byte = letters(order[from])[depth];
                    let same = order[from..below.end].partition_point(|piece| letters(*piece)[depth] == byte);
                    tree.bytes.push(byte);
                    next.push(from..from + same);
                    from += same;
                }
            }
            level = next;
            depth += 1;
        }
        #[expect(clippy::cast_possible_truncation, reason = "the loader bounds the bytes of all pieces")]
        tree.children.push(tree.bytes.len() as u32);
        tree
    }

    /// Every piece that `text` begins with: its length in bytes and its number, the shortest first.
    pub(super) fn prefixes(&self, text: &[u8]) -> impl Iterator<Item = (usize, u32)> {
        let mut node = 0;
        let mut at = 0;
        std::iter::from_fn(move || {
            while let Some(byte) = text.get(at) {
                let (from, to) = (self.children[node] as usize, self.children[node + 1] as usize);
                let Ok(place) = self.bytes[from..to].binary_search(byte) else { break };
                node = from + place;
                at += 1;
                if self.pieces[node] != NONE {
                    return Some((at, self.pieces[node]));
                }
            }
            at = text.len();
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn a_text_begins_with_every_piece_that_is_a_prefix_of_it() {
        let pieces = ["a", "ab", "b", "abcd", "<s>", "", "ab"].map(String::from);
        let tree = Tree::new(&pieces, &[4]);
        let seen = |text: &str| tree.prefixes(text.as_bytes()).collect::<Vec<_>>();
        assert_eq!(seen("abcde"), [(1, 0), (2, 6), (4, 3)]);
        assert_eq!(seen("abc"), [(1, 0), (2, 6)]);
        assert_eq!(seen("b"), [(1, 2)]);
        assert_eq!(seen("<s>"), []);
        assert_eq!(seen(""), []);
    }
}
