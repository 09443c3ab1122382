## `thuchu calibrate`: the matching fitted to what editors decided.

value-share = SHARE

cmd-calibrate = Fit the matching to the suggestions that editors confirmed or rejected
    .long =
        Fit the matching to the suggestions that editors confirmed or rejected.

        The matching gives each fact-check a probability of being what was asked, and holds it against two
        thresholds: of answers and of suggestions. This command asks each message anew that somebody has
        decided about, fits the weights around the built-in ones (little data moves little), chooses both
        thresholds again, and shows before and after. What is shown of "after" is always measured on
        messages that were not learnt from. It takes 30 confirmed and 30 rejected suggestions whose
        messages can still be read.

        The outcome is written to weights.json in the data folder, only if it is no worse than the
        built-in weights; a running server takes it up within seconds. No word of an asker is in that file
        or on the screen.
    .examples =
        Examples:
          thuchu calibrate --dry-run
          thuchu calibrate --precision 0.98
          thuchu calibrate --from data/ --from other-data/ --split dev
          thuchu calibrate --reset
    .from = Learn from the labelled questions in this folder as well, in the layout of `thuchu evaluate`; may be repeated
    .split = With --from: use queries.NAME.jsonl and qrels.NAME.jsonl
    .precision = Of the answered, at least this share is to be right, from 0.5 to 1. Default: 0.95
    .recall = Of the questions that have a right fact-check, at least this share is to be suggested, from 0.5 to 1. Default: 0.98
    .dry-run = Only calculate and show; write nothing
    .out = Write to this file to look at, instead of letting the desk use it
    .force = Write even what is worse than the built-in weights
    .reset = Drop the desk's own weights and go back to the built-in ones
    .no-model = Compare words alone, without the model

calibrate-judged = Learnt from { $right } confirmed and { $wrong } rejected suggestions, and { $left } questions asked once more with their fact-check put aside.
calibrate-not-found = { $count ->
    [one] One question has a right fact-check that is not found at all; it counts as missed.
   *[other] { $count } questions have a right fact-check that is not found at all; they count as missed.
}
calibrate-gone = { $count ->
    [one] One suggestion is left out because its fact-check was withdrawn.
   *[other] { $count } suggestions are left out because their fact-checks were withdrawn.
}
calibrate-with-model = The matching uses the model; only the weights used with it are fitted.
calibrate-words-alone = The matching compares words alone; only the weights used without a model are fitted.
calibrate-table = Before ({ $before }) → after ({ $after }):
calibrate-table-three = Before ({ $before }) → built in ({ $builtin }) → after ({ $after }). "Before" has itself learnt from these messages, so it looks better than it is:
calibrate-row = – { $name }: { $figures }
calibrate-figure = { $kind ->
    [right] answered, right
    [wrong] answered, wrong
    [suggested] suggested
    [silent] not mentioned
    [precision] right, of the answered
    [recall] answered rightly, of those that have a fact-check
    [recall_at_p95] answered rightly if 95 of 100 answers are right
    [brier] Brier score (0 is best)
    [log_loss] logarithmic loss (0 is best)
    [answer] threshold of answers
    [suggest] threshold of suggestions
   *[other] { $kind }
}
calibrate-answer-kept = No threshold makes as many answers right as was asked for, so the threshold of answers stays.
calibrate-suggest-kept = No threshold suggests as many as was asked for, so the threshold of suggestions stays.
calibrate-settings-override = The desk's settings name thresholds of their own, so the two above have no effect yet; the weights have.
calibrate-dry = This was a dry run: nothing is written.
calibrate-written = Written to { $path }. A running server takes it up within seconds; `thuchu calibrate --reset` undoes it.
calibrate-written-out = Written to { $path } to look at; the desk does not use it.
calibrate-worse = This is worse than the built-in weights (probabilities further off, or more wrong answers, and too few of all right), so nothing is written. To use it all the same, add --force.
calibrate-reset = { $path } is removed; the built-in weights are used again.
calibrate-reset-nothing = There are no weights of the desk's own to drop; the built-in ones are in use.
calibrate-file-ignored = { $path } cannot be used, so the built-in weights are. Run `thuchu calibrate` again, or `thuchu calibrate --reset`.

error-calibrate-too-few = There is too little to learn from: { $right } confirmed and { $wrong } rejected suggestions whose messages can still be read; at least { $least } of each are needed. Labelled questions can be added with --from.

doctor-calibration-built-in = The matching uses the built-in weights, version { $version }.
doctor-calibration-own = The matching uses the desk's own weights, version { $version }.
doctor-calibration-refused = { $path } cannot be used, so the matching uses the built-in weights, version { $version }. Run `thuchu calibrate` again, or `thuchu calibrate --reset`.

evaluate-weights = Weights: { $version }.
