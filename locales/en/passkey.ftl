## Passkeys of the desk's people.

passkey-title = Passkeys
passkey-lead = A passkey lives in your phone, computer or security key and opens by fingerprint, face or PIN. With one you log in without password and code, even while somebody is guessing at your password.
passkey-line = { $name }, added { $day }
passkey-add = Add a passkey
passkey-name = Name of the passkey
passkey-name-hint = So that you recognise it, for example “my phone”.
passkey-remove = Remove
passkey-remove-label = Remove the passkey { $name }
passkey-log-in = Log in with a passkey
passkey-use = Use a passkey
passkey-failed = The passkey could not be used. Try again, or use a code.
passkey-wrong = This passkey does not open, or it took too long. Try again, or use another way.
passkey-added = Passkey added.
passkey-removed = Passkey removed. All other log-ins have ended.
passkey-taken = This device has a passkey of yours already.
passkey-not-added = The passkey could not be added. Try again.
passkey-no-phone-title = No phone connected
passkey-no-phone = No phone is connected to this account, and one can only be connected right after opening a link. Ask an admin for a new link (operators: thuchu editor link).
