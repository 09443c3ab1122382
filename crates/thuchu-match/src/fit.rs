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
    /// In the order of [`Weights::logistic`], or of [`Weights::logistic_with_meaning`].
    pub features: Vec<f32>,
    /// The match was the one asked for.
    pub right: bool,
    /// Weight of the example, above 0.
    pub weight: f64,
}

/// Fits `weights.logistic` to the examples without a meaning and `weights.logistic_with_meaning` to those with one, each
/// with its constant; thresholds stay. `ridge` (0 or more) pulls weights to 0.
///
/// A set of weights without examples of both kinds is returned unchanged: nothing could be learnt.
pub fn fit(weights: &Weights, examples: &[Example], ridge: f64) -> Weights {
    let mut fitted = weights.clone();
    if let Some((logistic, bias)) = fit_set::<{ COUNT + 1 }>(examples, ridge) {
        (fitted.logistic, fitted.bias) = (logistic, bias);
    }
    if let Some((logistic, bias)) = fit_set::<{ COUNT_WITH_MEANING + 1 }>(examples, ridge) {
        (fitted.logistic_with_meaning, fitted.bias_with_meaning) = (logistic, bias);
    }
    if let Some((logistic, bias)) = fit_set::<{ COUNT_FOREIGN + 1 }>(examples, ridge) {
        (fitted.logistic_foreign, fitted.bias_foreign) = (logistic, bias);
    }
    fitted
}

/// Fits one set of weights to the examples that have one feature less than `SIZE`, which has room for the constant.
fn fit_set<const SIZE: usize>(examples: &[Example], ridge: f64) -> Option<(Vec<f32>, f32)> {
    let examples: Vec<&Example> = examples.iter().filter(|e| e.features.len() + 1 == SIZE).collect();
    if examples.iter().all(|e| e.right) || examples.iter().all(|e| !e.right) {
        return None;
    }
    let count = SIZE - 1;
    let mut beta = [0.0_f64; SIZE];
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
        // The constant is not penalised.
        for i in 0..count {
            gradient[i] -= ridge * beta[i];
            hessian[i][i] += ridge;
        }
        let step = solve(hessian, gradient);
        for i in 0..SIZE {
            beta[i] += step[i];
        }
        if step.iter().all(|s| s.abs() < 1e-6) {
            break;
        }
    }
    Some((beta[..count].iter().map(|&b| b as f32).collect(), beta[count] as f32))
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
}
