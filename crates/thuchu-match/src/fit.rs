//! Fitting: the logistic weights that make the probability of labelled matches most likely.
//!
//! Ridge-penalised logistic regression by Newton's method (iteratively reweighted least squares; Hastie, Tibshirani,
//! Friedman, *The Elements of Statistical Learning*, 2nd ed., §4.4.1). Few features and few thousand examples need no
//! library.

use crate::features::{COUNT, COUNT_FOREIGN, COUNT_WITH_MEANING};
use crate::weights::Weights;

/// One judged match: its measures, whether it was right, and how much it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// In the order of [`Weights::logistic`], of [`Weights::logistic_with_meaning`], or of [`Weights::logistic_foreign`].
    pub features: Vec<f32>,
    /// The match was the one asked for.
    pub right: bool,
    /// Weight of the example, above 0.
    pub weight: f64,
}

/// Fits `weights.logistic` to the examples without a meaning, `weights.logistic_with_meaning` to those with one, and
/// `weights.logistic_foreign` to those of foreign messages, each with its constant; thresholds stay. `ridge` (0 or more)
/// pulls weights to 0.
///
/// A set of weights without examples of both kinds is returned unchanged: nothing could be learnt.
pub fn fit(weights: &Weights, examples: &[Example], ridge: f64) -> Weights {
    with_sets(weights, examples, ridge, false)
}

/// The same around a centre: `ridge` (above 0) pulls each weight, and each constant, towards its value in `centre`.
///
/// This is the most likely set of weights if one believes beforehand that they are normally distributed around the
/// centre with a variance of 1 ÷ `ridge` (*Elements*, §3.4.1): few examples move little, many move much, none change
/// nothing. Examples of one kind alone are enough to learn from.
pub fn refit(centre: &Weights, examples: &[Example], ridge: f64) -> Weights {
    with_sets(centre, examples, ridge, true)
}

fn with_sets(from: &Weights, examples: &[Example], ridge: f64, around: bool) -> Weights {
    let mut fitted = from.clone();
    let centre = around.then_some((from.logistic.as_slice(), from.bias));
    if let Some((logistic, bias)) = fit_set::<{ COUNT + 1 }>(examples, ridge, centre) {
        (fitted.logistic, fitted.bias) = (logistic, bias);
    }
    let centre = around.then_some((from.logistic_with_meaning.as_slice(), from.bias_with_meaning));
    if let Some((logistic, bias)) = fit_set::<{ COUNT_WITH_MEANING + 1 }>(examples, ridge, centre) {
        (fitted.logistic_with_meaning, fitted.bias_with_meaning) = (logistic, bias);
    }
    let centre = around.then_some((from.logistic_foreign.as_slice(), from.bias_foreign));
    if let Some((logistic, bias)) = fit_set::<{ COUNT_FOREIGN + 1 }>(examples, ridge, centre) {
        (fitted.logistic_foreign, fitted.bias_foreign) = (logistic, bias);
    }
    fitted
}

/// Fits one set of weights to the examples that have one feature less than `SIZE`, which has room for the constant.
fn fit_set<const SIZE: usize>(
    examples: &[Example],
    ridge: f64,
    centre: Option<(&[f32], f32)>,
) -> Option<(Vec<f32>, f32)> {
    let examples: Vec<&Example> = examples.iter().filter(|e| e.features.len() + 1 == SIZE).collect();
    let one_kind = examples.iter().all(|e| e.right) || examples.iter().all(|e| !e.right);
    if examples.is_empty() || (one_kind && centre.is_none()) {
        return None;
    }
    let count = SIZE - 1;
    // Without a centre the constant is not pulled.
    let mut pull = [ridge; SIZE];
    let mut towards = [0.0; SIZE];
    match centre {
        Some((logistic, bias)) => {
            towards = with_constant::<SIZE>(logistic);
            towards[count] = f64::from(bias);
        }
        None => pull[count] = 0.0,
    }
    let mut beta = towards;
    let mut reached = objective(&examples, &beta, &pull, &towards);
    for _ in 0..50 {
        let (mut gradient, mut hessian) = ([0.0; SIZE], [[0.0; SIZE]; SIZE]);
        for example in &examples {
            let x = with_constant::<SIZE>(&example.features);
            let p = 1.0 / (1.0 + (-dot(&beta, &x)).exp());
            let error = (f64::from(u8::from(example.right)) - p) * example.weight;
            let curve = (p * (1.0 - p)).max(1e-9) * example.weight;
            for i in 0..SIZE {
                gradient[i] += error * x[i];
                for j in 0..SIZE {
                    hessian[i][j] += curve * x[i] * x[j];
                }
            }
        }
        for i in 0..SIZE {
            gradient[i] -= pull[i] * (beta[i] - towards[i]);
            hessian[i][i] += pull[i];
        }
        let mut step = solve(hessian, gradient);
        // Far from the best the curve misjudges the way: a step that leads down is halved until it does not.
        let mut better = None;
        for _ in 0..40 {
            let mut tried = beta;
            for i in 0..SIZE {
                tried[i] += step[i];
            }
            let value = objective(&examples, &tried, &pull, &towards);
            if value >= reached {
                better = Some((tried, value));
                break;
            }
            step.iter_mut().for_each(|s| *s /= 2.0);
        }
        let Some((tried, value)) = better else { break };
        (beta, reached) = (tried, value);
        if step.iter().all(|s| s.abs() < 1e-6) {
            break;
        }
    }
    Some((beta[..count].iter().map(|&b| b as f32).collect(), beta[count] as f32))
}

/// What is to be as large as possible: the log-likelihood of the examples less the pull.
fn objective<const SIZE: usize>(
    examples: &[&Example],
    beta: &[f64; SIZE],
    pull: &[f64; SIZE],
    towards: &[f64; SIZE],
) -> f64 {
    let likely: f64 = examples
        .iter()
        .map(|example| {
            let sum = dot(beta, &with_constant::<SIZE>(&example.features));
            let towards_right = if example.right { sum } else { -sum };
            // ln of the logistic, without an overflow at either end.
            example.weight * (towards_right.min(0.0) - (-towards_right.abs()).exp().ln_1p())
        })
        .sum();
    let pulled: f64 = (0..SIZE).map(|i| pull[i] * (beta[i] - towards[i]).powi(2)).sum();
    likely - pulled / 2.0
}

fn with_constant<const SIZE: usize>(features: &[f32]) -> [f64; SIZE] {
    let mut x = [1.0; SIZE];
    for (to, &from) in x.iter_mut().zip(features) {
        *to = f64::from(from);
    }
    x
}

fn dot<const SIZE: usize>(a: &[f64; SIZE], b: &[f64; SIZE]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Solves `matrix · x = right` by Gauss's elimination with partial pivoting; directions without curvature stay 0.
fn solve<const SIZE: usize>(mut matrix: [[f64; SIZE]; SIZE], mut right: [f64; SIZE]) -> [f64; SIZE] {
    for column in 0..SIZE {
        let pivot = (column..SIZE)
            .max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()))
            .unwrap_or(column);
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        if matrix[column][column].abs() < 1e-12 {
            continue;
        }
        for row in column + 1..SIZE {
            let factor = matrix[row][column] / matrix[column][column];
            let above = matrix[column];
            for (cell, above) in matrix[row].iter_mut().zip(above).skip(column) {
                *cell -= factor * above;
            }
            right[row] -= factor * right[column];
        }
    }
    let mut x = [0.0; SIZE];
    for row in (0..SIZE).rev() {
        if matrix[row][row].abs() < 1e-12 {
            continue;
        }
        let known: f64 = (row + 1..SIZE).map(|k| matrix[row][k] * x[k]).sum();
        x[row] = (right[row] - known) / matrix[row][row];
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_tells_right_from_wrong_gets_a_positive_weight() {
        let example = |value: f32, right| Example {
            features: (0..COUNT).map(|i| if i == 0 { value } else { 0.5 }).collect(),
            right,
            weight: 1.0,
        };
        let examples = [
            example(0.9, true),
            example(0.8, true),
            example(0.3, true),
            example(0.7, false),
            example(0.2, false),
            example(0.1, false),
        ];
        let fitted = fit(&Weights::built_in(), &examples, 0.1);
        assert!(fitted.logistic[0] > 0.5, "{fitted:?}");
    }

    #[test]
    fn examples_with_a_meaning_fit_the_weights_with_a_meaning_alone() {
        let example = |alike: f32, right| {
            let mut features = vec![0.5; COUNT_WITH_MEANING];
            features[COUNT] = alike;
            Example { features, right, weight: 1.0 }
        };
        let before = Weights::built_in();
        let fitted = fit(&before, &[example(0.9, true), example(0.8, true), example(0.1, false)], 0.1);
        assert_eq!((&fitted.logistic, fitted.bias), (&before.logistic, before.bias));
        assert!(fitted.logistic_with_meaning[COUNT] > 0.5, "{fitted:?}");
    }

    #[test]
    fn without_wrong_examples_nothing_is_learnt() {
        let examples = [Example { features: vec![1.0; COUNT], right: true, weight: 1.0 }];
        assert_eq!(fit(&Weights::built_in(), &examples, 0.1), Weights::built_in());
    }

    fn around(value: f32, right: bool, weight: f64) -> Example {
        let features = (0..COUNT).map(|i| if i == 0 { value } else { 0.5 }).collect();
        Example { features, right, weight }
    }

    #[test]
    fn around_a_centre_no_examples_change_nothing_and_one_kind_is_enough() {
        let centre = Weights::built_in();
        assert_eq!(refit(&centre, &[], 4.0), centre);
        let fitted = refit(&centre, &[around(0.9, false, 1.0)], 4.0);
        let sum = |weights: &Weights| weights.bias + weights.logistic[0] * 0.9;
        assert!(sum(&fitted) <= sum(&centre), "what was wrong is not more likely than before");
        assert_eq!(fitted.logistic_with_meaning, centre.logistic_with_meaning);
    }

    #[test]
    fn few_examples_move_little_and_many_move_much() {
        let centre = Weights::built_in();
        let distance = |times: usize| {
            let examples = vec![around(0.95, false, 1.0); times];
            let fitted = refit(&centre, &examples, 4.0);
            let moved: f32 = fitted.logistic.iter().zip(&centre.logistic).map(|(a, b)| (a - b).powi(2)).sum();
            (moved + (fitted.bias - centre.bias).powi(2)).sqrt()
        };
        let (one, hundred) = (distance(1), distance(100));
        assert!(one > 0.0 && one < 0.25 && hundred > one * 2.0, "{one} {hundred}");
    }

    #[test]
    fn what_contradicts_the_centre_flatly_is_still_fitted() {
        // The centre is sure of all of them, so that the first step of Newton's method leads far beyond.
        let mut centre = Weights::built_in();
        centre.bias += 30.0;
        let fitted = refit(&centre, &vec![around(0.9, false, 1.0); 1_000], 0.01);
        let sum: f32 = fitted.logistic.iter().enumerate().map(|(i, w)| w * if i == 0 { 0.9 } else { 0.5 }).sum();
        let sum = sum + fitted.bias;
        assert!(sum < -2.0 && sum.is_finite(), "{sum}");
    }
}
