## The model that knows meaning while the site runs: setting, `doctor`, the desk's page of settings.

setting-model = model that finds by meaning

doctor-model-off = No model is used; messages are found by their words.
# $path (text): folder
doctor-model-absent = There is no model in { $path }; messages are found by their words. To find them by meaning, run `thuchu model install`.
# $problem (message): what is wrong with the model
doctor-model-refused = { $problem } Meanwhile messages are found by their words.
# $path (text): folder
# $pieces (count): word pieces
# $instructions (text): set of instructions
doctor-model-ok = The model in { $path } can be used: { $pieces } word pieces, runs on { $instructions }.
# $texts (count): texts
doctor-model-vectors = For this model { $texts ->
    [one] the meaning of { $texts } text is
   *[other] the meanings of { $texts } texts are
} computed and kept.

meaning-head = Finding by meaning
meaning-lead = The model runs on this server and sends nothing anywhere. With it, a message in other words or another language still finds its fact-check. The meaning of a fact-check is computed once and kept; that of a message is never kept.
meaning-off = The operator uses no model; messages are found by their words.
meaning-opening = The model is being opened; meanwhile messages are found by their words.
meaning-absent = No model is installed; messages are found by their words. The operator installs one with `thuchu model install`, without a new start.
meaning-ready = The model is in use.
# $problem (message): what is wrong with the model
meaning-refused = The model cannot be used, so messages are found by their words. { $problem }
# $done (count): checks with vectors
# $all (count): checks in all
meaning-vectors = { $done } of { $all } fact-checks have their meaning computed.
# $texts (count): texts
# $speed (count): texts a second
meaning-speed = { $texts ->
    [one] { $texts } text
   *[other] { $texts } texts
} computed since the start, { $speed } a second.
