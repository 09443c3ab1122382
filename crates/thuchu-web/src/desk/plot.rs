//! Where the marks of a plot stand: across in per cent of its width, so that text keeps its size on a phone; up and down
//! in pixels.

/// Pixels of a column that is as high as any.
const HEIGHT: u64 = 120;
/// Pixels from one bar to the next below it.
const STEP: u64 = 44;

/// Columns side by side, each of parts on top of one another.
pub(crate) struct Columns {
    pub(crate) columns: Vec<Column>,
    /// Pixels of the whole.
    pub(crate) height: u64,
}

/// One of them.
pub(crate) struct Column {
    /// Per cent from the left, and of its width.
    pub(crate) x: String,
    pub(crate) width: String,
    /// Pixels from above, and of its height; from below upwards.
    pub(crate) parts: Vec<(u64, u64)>,
}

impl Columns {
    /// Of these numbers; a number that is not told leaves its part out.
    pub(crate) fn of<const N: usize>(numbers: &[[Option<u64>; N]]) -> Self {
        let sum = |parts: &[Option<u64>; N]| parts.iter().flatten().sum::<u64>();
        let most = numbers.iter().map(sum).max().unwrap_or(0).max(1);
        let step = 10_000 / (numbers.len() as u64).max(1);
        let columns = numbers.iter().zip(0_u64..).map(|(parts, at)| {
            let mut top = HEIGHT;
            let parts = parts.iter().map(|number| {
                let height = number.unwrap_or(0) * HEIGHT / most;
                top = top.saturating_sub(height);
                (top, height)
            });
            Column { x: per_cent(at * step), width: per_cent(step * 8 / 10), parts: parts.collect() }
        });
        Self { columns: columns.collect(), height: HEIGHT }
    }
}

/// Bars below one another, each under its name.
pub(crate) struct Bars {
    pub(crate) bars: Vec<Bar>,
    /// Pixels of the whole.
    pub(crate) height: u64,
}

/// One of them.
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) number: String,
    /// Pixels from above to the line of its name, and to the bar.
    pub(crate) text_y: u64,
    pub(crate) y: u64,
    pub(crate) width: String,
}

impl Bars {
    /// Of these: name, the number as it is shown, and the number.
    pub(crate) fn of(lines: impl IntoIterator<Item = (String, String, Option<u64>)>) -> Self {
        let lines: Vec<_> = lines.into_iter().collect();
        let most = lines.iter().filter_map(|(_, _, number)| *number).max().unwrap_or(0).max(1);
        let height = STEP * lines.len() as u64;
        let bars = lines.into_iter().zip(0_u64..).map(|((name, number, told), at)| Bar {
            name,
            number,
            text_y: at * STEP + 16,
            y: at * STEP + 22,
            width: per_cent(told.unwrap_or(0) * 10_000 / most),
        });
        Self { bars: bars.collect(), height }
    }
}

/// Hundredths of a per cent as they are written.
fn per_cent(hundredths: u64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_on_one_line_and_the_highest_fills_the_plot() {
        let plot = Columns::of(&[[Some(10), None, Some(20)], [Some(60), Some(0), None], [None, None, None]]);
        let parts: Vec<_> = plot.columns.iter().map(|column| column.parts.clone()).collect();
        assert_eq!(parts[0], [(100, 20), (100, 0), (60, 40)]);
        assert_eq!(parts[1], [(0, 120), (0, 0), (0, 0)]);
        assert_eq!((plot.columns[2].x.as_str(), plot.columns[2].width.as_str()), ("66.66%", "26.66%"));
        assert!(Columns::of::<3>(&[]).columns.is_empty());
    }

    #[test]
    fn the_longest_bar_is_as_wide_as_the_plot_and_what_is_not_told_has_none() {
        let line = |number| (String::new(), String::new(), number);
        let plot = Bars::of([line(Some(40)), line(Some(10)), line(None)]);
        let widths: Vec<_> = plot.bars.iter().map(|bar| bar.width.as_str()).collect();
        assert_eq!((widths, plot.height), (vec!["100.00%", "25.00%", "0.00%"], 132));
    }
}
