## Figures of the matching.

evaluate-cache-other = The file { $path } holds vectors of another model, or is none of ours. It is written anew.
evaluate-counts = { $queries } questions, of which { $answerable } have a right fact-check.
evaluate-found = Found: on top { $one }, among the first 5 { $five }, among the first 10 { $ten }.
evaluate-decided = Answered { $answered } questions, { $right } of them rightly ({ $precision }); that is { $recall } of those with a right fact-check.
evaluate-variants = By way of writing:
evaluate-variant = – { $name }: { $queries } questions, on top { $one }, answered { $answered }
evaluate-speed = { $half } ms per question (95% under { $most } ms); { $bytes } of memory per fact-check.
