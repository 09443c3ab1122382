//! Calibration on made matches whose truth is known.

use super::*;

/// Matches that are right by a law of their own; asked by the logistic alone.
struct Made(Vec<Case>);

impl Asked for Made {
    fn cases(&self) -> &[Case] {
        &self.0
    }

    fn ask(&self, case: &Case, weights: &Weights, _: &mut Scratch) -> Option<Seen> {
        let probability = likely(weights, &case.features);
        let decision = match probability {
            p if p >= weights.answer => Decision::Answer,
            p if p >= weights.suggest => Decision::Suggest,
            _ => Decision::None,
        };
        Some(Seen { decision, probability, vetoed: false })
    }
}

fn likely(weights: &Weights, features: &[f32]) -> f32 {
    let sum: f32 = features.iter().zip(&weights.logistic).map(|(f, w)| f * w).sum();
    1.0 / (1.0 + (-(sum + weights.bias)).exp())
}

/// Numbers from 0 to 1: SplitMix64.
fn chance(state: &mut u64) -> f32 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1_u64 << 24) as f32
}

/// Matches that are right as often as `truth` says.
fn made(count: u64, truth: &Weights, seed: u64) -> Made {
    let mut state = seed;
    let case = |claim| {
        let features: Vec<f32> = truth.logistic.iter().map(|_| chance(&mut state)).collect();
        let right = chance(&mut state) < likely(truth, &features);
        Case { claim, question: 0, kind: Kind::Judged, right, answerable: right, features }
    };
    Made((0..count).map(case).collect())
}

/// Weights that spread made matches over all probabilities.
fn spread() -> Weights {
    let built_in = Weights::built_in();
    let logistic = (0..built_in.logistic.len()).map(|i| if i % 2 == 0 { 3.0 } else { -3.0 }).collect();
    Weights { logistic, bias: -1.5, ..built_in }
}

fn found(made: &Made, centre: &Weights) -> Calibration {
    calibrate(&[made], centre, centre, Wanted::default(), "found").expect("enough judged matches")
}

#[test]
fn too_few_judged_matches_are_refused_with_their_number() {
    let few = Made(made(400, &spread(), 1).0.into_iter().filter(|case| !case.right).collect());
    let refused = calibrate(&[&few], &spread(), &spread(), Wanted::default(), "x").unwrap_err();
    assert_eq!((refused.found.right, refused.found.wrong), (0, few.0.len()));
}

#[test]
fn where_the_centre_is_right_little_changes() {
    let done = found(&made(600, &spread(), 2), &spread());
    assert!((done.after.log_loss - done.built_in.log_loss).abs() < 0.03, "{done:?}");
    let centre = spread();
    let moved = done.weights.logistic.iter().zip(&centre.logistic).map(|(a, b)| (a - b).abs());
    assert!(moved.fold(0.0, f32::max) < 1.0, "{:?}", done.weights.logistic);
    assert_eq!(done.weights.version, "found");
}

#[test]
fn where_the_centre_is_wrong_matches_not_learnt_from_are_judged_better() {
    let mut truth = spread();
    truth.logistic[0] = -3.0;
    truth.bias += 1.0;
    let done = found(&made(600, &truth, 3), &spread());
    assert!(done.is_no_worse() && done.after.log_loss < done.built_in.log_loss - 0.03, "{done:?}");
    // On other matches of the same desk too: what cross-validation says is no flattery.
    let loss = |weights: &Weights| {
        let others = made(3_000, &truth, 4);
        let wide = open(weights, &spread());
        let cases: Vec<&Case> = others.0.iter().collect();
        let seen = ask_all(&[&others], &|_| Some(&wide));
        Figures::of(weights, &cases, &seen, &seen).log_loss
    };
    let (before, after) = (loss(&spread()), loss(&done.weights));
    assert!(after < before - 0.03, "{before} {after}");
    assert!((after - done.after.log_loss).abs() < 0.05, "{after} {done:?}");
}

#[test]
fn more_wrong_answers_than_before_are_worse_unless_enough_are_right() {
    let mut done = found(&made(600, &spread(), 5), &spread());
    (done.after.log_loss, done.built_in.log_loss) = (0.4, 0.5);
    (done.built_in.wrong, done.after.wrong, done.wanted_precision) = (1, 3, 0.95);
    for (precision, loss, no_worse) in [(0.92, 0.4, false), (0.96, 0.4, true), (0.96, 0.6, false)] {
        (done.after.precision, done.after.log_loss) = (Some(precision), loss);
        assert_eq!(done.is_no_worse(), no_worse, "{precision} {loss}");
    }
    (done.after.wrong, done.after.precision, done.after.log_loss) = (1, Some(0.5), 0.4);
    assert!(done.is_no_worse(), "no more wrong answers than before");
}

#[test]
fn the_threshold_of_answers_is_the_lowest_that_is_right_often_enough_and_never_below_a_half() {
    let centre = spread();
    let seen = |probability: f32| Seen { decision: Decision::Suggest, probability, vetoed: false };
    let choose = |outcomes: &[(f32, bool)]| {
        choose_answer(outcomes.iter().map(|(p, right)| (seen(*p), *right)), 0.95, &centre, &centre)
    };
    let all_right: Vec<(f32, bool)> = (0..100).map(|n| (n as f32 / 100.0, true)).collect();
    assert_eq!(choose(&all_right), Chosen { threshold: 0.5, reached: true });
    let wrong_below: Vec<(f32, bool)> = (0..100).map(|n| (n as f32 / 100.0, n >= 60)).collect();
    let chosen = choose(&wrong_below);
    assert!(chosen.reached && (0.57..=0.60).contains(&chosen.threshold), "{chosen:?}");
    let never: Vec<(f32, bool)> = (0..100).map(|n| (n as f32 / 100.0, n % 2 == 0)).collect();
    assert_eq!(choose(&never), Chosen { threshold: centre.answer, reached: false });
    assert!(!choose(&[(0.9, true)]).reached, "one right answer proves nothing");
}

#[test]
fn what_is_vetoed_says_nothing_about_the_threshold() {
    let vetoed = |n: u32| (Seen { decision: Decision::Suggest, probability: n as f32 / 100.0, vetoed: true }, false);
    let right = |n: u32| (Seen { decision: Decision::Answer, probability: n as f32 / 100.0, vetoed: false }, true);
    let outcomes = (50..100).flat_map(|n| [vetoed(n), right(n)]);
    assert_eq!(choose_answer(outcomes, 0.95, &spread(), &spread()), Chosen { threshold: 0.5, reached: true });
}

#[test]
fn the_threshold_of_suggestions_is_the_highest_that_tells_enough_and_never_above_that_of_answers() {
    let (steps, now) = (suggest_steps(&spread()), spread());
    let falling = |step: usize| 1.0 - f64::from(steps[step]) / 10.0;
    let chosen = choose_suggest(&steps, falling, 0.975, 0.5, &now);
    assert_eq!(chosen, Chosen { threshold: 0.25, reached: true });
    assert_eq!(choose_suggest(&steps, |_| 1.0, 0.9, 0.2, &now).threshold, 0.2);
    assert!(steps.iter().all(|step| *step <= now.suggest), "silence teaches no silence: {steps:?}");
    let kept = choose_suggest(&steps, |_| 0.5, 0.9, 0.5, &now);
    assert_eq!(kept, Chosen { threshold: now.suggest, reached: false });
}
