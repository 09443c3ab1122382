## Webhooks: other programs are told of publications, corrections, withdrawals.

webhooks-title = Webhooks
webhooks-lead = When a check is published, corrected or withdrawn, the desk sends a signed request to the addresses below. Only what is public is sent; never a question, a message or how many asked. How a signature is checked is in docs/webhooks.md.
webhooks-link = Webhooks: telling other programs
webhooks-none = There are no receivers yet.
webhooks-new = Add a receiver
webhooks-address = Address
webhooks-address-hint = Preferably https, on the public web. Redirects are not followed.
webhooks-told-of = Told when
webhooks-event = { $event ->
    [published] a check is new
    [corrected] a check is corrected or updated
    [withdrawn] a check is withdrawn
   *[test] a test
}
webhooks-add = Add
webhooks-secret-head = Shared secret
webhooks-secret-once = Copy it now: it is shown this once and on no page again. If it is lost, remove the receiver and add it anew.
webhooks-active = Being told; { $waiting } waiting.
webhooks-paused = Paused; { $waiting } waiting.
webhooks-failing = Failed { $failures } times in a row. Next try after: { $until }
webhooks-given-up = { $messages } given up.
webhooks-test = Send a test
webhooks-again = Send again what was given up
webhooks-pause = Pause
webhooks-resume = Go on
webhooks-remove = Remove
webhooks-tries = Latest tries
webhooks-attempt = try { $attempt }
webhooks-answered = answered { $status }
webhooks-problem = could not be sent ({ $problem })
webhooks-nothing = unknown
webhooks-done = { $done ->
    [removed] The receiver is removed, with all that waited for it.
    [paused] Paused. What happens from now on waits.
    [resumed] It is told again.
    [again] They are sent again.
   *[test] A test is queued; what came of it is in the list below in a few seconds.
}
webhooks-refused = { $why ->
    [address] Nothing can be sent there: it takes http or https and a host on the public web.
    [events] Choose one or more.
    [many] There are 50 receivers already.
    [public] Set the desk’s public address (--public-url) first: without it no message can say where a check is.
   *[fresh] Your code is older than ten minutes. Confirm again, then repeat this.
}
