## The command `thuchu serve`.

serve-open = Serving at { $address }
serve-in-clear = Note: { $address } is open to others without encryption. Put a proxy with https in front (--trusted-proxies), or use --tls-cert and --tls-key.
serve-stop-hint = Stop with Ctrl+C.
serve-metrics = Figures for the operator: { $address }
serve-stopped = Stopped after { $requests ->
    [1] 1 request
   *[other] { $requests } requests
}.
serve-stopped-cut = Stopped after { $requests ->
    [1] 1 request
   *[other] { $requests } requests
}; { $cut } could not be finished and were cut.
error-serve-port = Cannot listen at { $address }: another program uses the port, or the machine does not allow it. Choose another with --listen.
error-serve-tls = The certificate cannot be used. Look at --tls-cert and --tls-key.
error-serve-tls-half = --tls-cert and --tls-key go together.
error-serve-metrics-public = Figures are for this machine only, which { $address } is not. Use 127.0.0.1:PORT or off.

expected-address = HOST:PORT, such as 127.0.0.1:8080
expected-public-url = an address such as https://facts.example.org, with no path behind it
expected-proxies = network addresses with commas between, such as 127.0.0.1,10.0.0.0/8
expected-number = a number, 0 or more
expected-offset = an offset such as +07:00
expected-log-format = text or json

setting-listen = listens at
setting-public-url = public address
setting-tls-cert = certificate
setting-tls-key = key of the certificate
setting-trusted-proxies = trusted proxies
setting-metrics = figures at
setting-rate-limit = questions a minute
setting-utc-offset = offset of the day
setting-log-format = log format
