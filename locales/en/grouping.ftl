## Results of measuring how messages are grouped.

cmd-evaluate-grouping = Measure grouping: the questions come as messages nobody sorted, in three random orders
grouping-counts = { $messages } messages, which belong to { $groups } groups.
grouping-run = – Order { $seed }: { $clusters } groups made; by pairs: precision { $precision }, recall { $recall }, F1 { $f1 }; B³ F1 { $b }
grouping-mean-pairs = Mean by pairs: precision { $precision }, recall { $recall }, F1 { $f1 }.
grouping-mean-b-cubed = Mean by B³: precision { $precision }, recall { $recall }, F1 { $f1 }.
