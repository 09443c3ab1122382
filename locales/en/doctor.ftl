## The examination by `doctor`: what operators get wrong when they open a site to readers.

config-not-set = not set

doctor-setting-wrong = { $problem }
doctor-listen-free = Listening at { $address } is possible.
doctor-listen-ours = thuchu is serving at { $address } (process { $pid }).
doctor-listen-taken = The program { $program } uses { $address }. Stop it, or choose another with --listen.
doctor-listen-taken-unseen = Another program uses { $address }. Stop it, or choose another with --listen.
doctor-listen-not-allowed = This user may not listen at { $address }: ports below 1024 need a right of their own. Use a port from 1024 up behind a reverse proxy, or add AmbientCapabilities=CAP_NET_BIND_SERVICE to the systemd unit.
doctor-listen-not-here = This machine does not have the address { $address }. Use 127.0.0.1:8080, or :8080 for every address of the machine.
doctor-listen-failed = Listening at { $address } is not possible: { $why }. Choose another with --listen.
doctor-listen-plain = Other machines can reach { $address }, and nothing is encrypted. Set tls_cert and tls_key, or listen on 127.0.0.1 behind a reverse proxy with https.
doctor-url-ok = Readers reach the site at { $url }.
doctor-url-missing = public_url is not set, so short links and the API's document have no full address. Before you open the site to readers, set it, such as https://facts.example.org.
doctor-url-plain = { $url } is not encrypted: whoever sits on the way can read the questions. Use https.
doctor-tls-ok = The certificate can be used; it is good until { $date }.
doctor-tls-unusable = The certificate cannot be used: { $why }. Look at tls_cert and tls_key.
doctor-tls-over = The certificate ended on { $date }. Renew it; the new one is read without a restart.
doctor-tls-ending = The certificate ends on { $date }, in less than 14 days. See whether its renewal runs.
doctor-tls-key-open = The key file { $path } has mode { $mode }, so everybody on this machine can use it. Run: chmod o= { $path }
doctor-tls-other-host = The certificate is not for { $host }, so browsers will refuse it. Get one for this name, or correct public_url.
doctor-proxies-ok = Proxies at { $list } are trusted.
doctor-proxies-everybody = { $network } is the whole internet: anybody could claim somebody else's address. List only the addresses of your own proxies in trusted_proxies, such as 127.0.0.1.
doctor-proxies-missing = public_url begins with https, but there is neither a certificate nor a trusted proxy: all readers would count as one source, or not be counted at all. If a reverse proxy runs on this machine, set trusted_proxies = "127.0.0.1".
doctor-metrics-ok = Figures for the operator are at { $address }, for this machine only.
doctor-metrics-taken = Figures cannot be opened at { $address }: a program uses the port. Choose another with --metrics.
doctor-metrics-public = Other machines could see the figures at { $address }, so thuchu would not start. Set metrics = "127.0.0.1:9090" or "off".
doctor-rate-ok = Each source may ask { $rate } questions a minute.
doctor-rate-off = Questions are not limited (rate_limit = 0): one machine can take the whole site. Set 60, unless your proxy limits them.
doctor-log-chatty = The log at level { $level } is long and slows the site down. Set log = "warn" or "info" once the fault is found.
doctor-files-ok = { $limit } files and connections may be open at a time.
doctor-files-few = Only { $limit } files and connections may be open at a time, so some readers will wait when it is busy. Set LimitNOFILE={ $wanted } in the systemd unit, or run: ulimit -n { $wanted }
doctor-memory-ok = { $free } of memory are free; the site needs about { $need }.
doctor-memory-short = Only { $free } of memory are free, but { $checks } fact-checks need about { $need }. Stop other programs, or take a larger machine.
doctor-data-network = { $path } is on a network disk ({ $kind }), where SQLite can be damaged. Choose a disk of this machine with --data, or use PostgreSQL with --store.
doctor-data-open = The data folder { $path } has mode { $mode }, so other users of this machine can look in. Run: chmod o= { $path }
doctor-root = You are running as root, which thuchu does not need. Use a user of its own, as docs/install.md shows.
