//! The guides show what is shipped.

use crate::workspace::read;

/// The lines that say something: no comments, nothing empty.
fn bare(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')).collect()
}

#[test]
fn the_configurations_of_the_guide_are_those_that_are_packaged_and_checked() {
    let guide = read("docs/install.md");
    let blocks: Vec<Vec<&str>> = guide.split("\n```").skip(1).step_by(2).map(|block| bare(skip_line(block))).collect();
    for file in ["packaging/nginx.conf", "packaging/Caddyfile"] {
        assert!(blocks.contains(&bare(&read(file))), "docs/install.md does not show {file} as it is");
    }
}

/// Behind the word that names the language of a block.
fn skip_line(block: &str) -> &str {
    block.split_once('\n').map_or("", |(_, rest)| rest)
}
